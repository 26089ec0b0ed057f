package io.github.slackwater.cli.rolling;

import io.github.slackwater.cli.redeploy.RedeployFailure;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * The lease on each node: taken before anything is done, renewed while the roll lasts, given back at its end. A command that was
 * killed leaves them for as long as {@link #SECONDS}.
 */
final class Leases {

    /** How long one lasts that is not renewed. */
    static final int SECONDS = 60;

    /** Twice within that time, and once more. */
    static final int RENEWAL_SECONDS = 20;

    private final List<RollNode> nodes;
    private final String holder;

    Leases(List<RollNode> nodes, String holder) {
        this.nodes = nodes;
        this.holder = holder;
    }

    /**
     * Takes that of one node.
     *
     * @throws RollFailure with {@link RollCode#BUSY} if somebody else has it
     */
    void take(RollNode node) {
        String has = node.acquireLease(holder, SECONDS);
        if (!has.equals(holder)) {
            throw new RollFailure(
                    RollCode.BUSY,
                    "%s is at work on %s (its lease ends by itself at most %d s after the last that is heard of it)"
                            .formatted(has, node.name(), SECONDS));
        }
    }

    /** Renews all of them; one that cannot be reached keeps its lease until that ends. */
    void renew(ExecutorService threads, Consumer<String> lost) {
        for (RollNode node : nodes) {
            threads.execute(() -> {
                try {
                    take(node);
                } catch (RollFailure e) {
                    lost.accept(e.line());
                } catch (RedeployFailure e) {
                    // Its looks tell of it.
                }
            });
        }
    }

    /** Gives back what can be reached. */
    void release(RollNode node) {
        try {
            node.releaseLease(holder);
        } catch (RedeployFailure e) {
            // It ends by itself.
        }
    }
}
