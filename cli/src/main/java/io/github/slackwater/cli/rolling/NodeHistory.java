package io.github.slackwater.cli.rolling;

import org.jspecify.annotations.Nullable;

/** What the journal says of one node. */
final class NodeHistory {

    /** How the last work on it has ended. */
    enum End {
        /** It was never begun. */
        NONE,
        /** It was begun, and the journal ends there. */
        OPEN,
        UPDATED,
        /** The version of before is there: it was not deployed, or it was put back. */
        PREVIOUS,
        LOST
    }

    private End end = End.NONE;
    private boolean deploying;
    private @Nullable Version saved;
    private String identity = "";

    void begun() {
        end = End.OPEN;
    }

    void saved(Version before, String identityBefore) {
        saved = before;
        identity = identityBefore;
    }

    /** A step of the redeploy has begun. */
    void step(String name) {
        deploying |= name.equals("redeploy");
    }

    void ended(End how) {
        end = how;
        if (how == End.PREVIOUS) {
            deploying = false;
        }
    }

    End end() {
        return end;
    }

    /** Whether a deployment was begun that was not put back. */
    boolean isChanged() {
        return deploying;
    }

    /** Whether it has to be looked at what is there. */
    boolean isInDoubt() {
        return end == End.OPEN || end == End.LOST;
    }

    /** The version of before; null where it was not saved yet. */
    @Nullable
    Version saved() {
        return saved;
    }

    /** What the server told of the deployment before; empty where it did not. */
    String identityBefore() {
        return identity;
    }
}
