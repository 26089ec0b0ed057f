package io.github.slackwater.cli.redeploy;

import io.github.slackwater.core.State;

/** Opens what a run has closed, or closes what it leaves closed. */
final class Opening {

    /** Stragglers are no reason to wait longer: it is closed. */
    private static final int CLOSING_SECONDS = 20;

    private final Gates gates;
    private final Progress progress;

    Opening(Gates gates, Progress progress) {
        this.gates = gates;
        this.progress = progress;
    }

    /**
     * Opens, unless nothing was closed. A server that was serving tells its applications nothing: they are opened by
     * themselves.
     *
     * @return whether server and application serve now
     */
    boolean open() {
        if (progress.closed) {
            gates.resume(null);
        }
        Gates.States states = look();
        if (progress.closed && states.application() != null && states.application() != State.SERVING) {
            gates.resume(progress.application);
            states = look();
        }
        return states.server() == State.SERVING
                && (states.application() == null || states.application() == State.SERVING);
    }

    /** Closes the server, or the application and hides the server. */
    void close(RedeployPlan.Closing closing, Stop stop) {
        Gates.States states = look();
        if (closing.scope() == RedeployPlan.Scope.SERVER) {
            if (!isClosed(states.server())) {
                gates.drain(null, CLOSING_SECONDS, stop);
            }
        } else if (!closing.keepOthersReady() && states.server() == State.SERVING) {
            gates.lameDuck();
        }
        if (states.application() != null && !isClosed(states.application())) {
            gates.drain(progress.application, CLOSING_SECONDS, stop);
        }
        look();
    }

    /** Whether what was not replaced at all cannot answer yet. */
    boolean applicationIsClosed() {
        State state = look().application();
        return state != null && isClosed(state);
    }

    private static boolean isClosed(State state) {
        return state == State.DRAINING || state == State.DRAINED;
    }

    private Gates.States look() {
        Gates.States states = gates.states(progress.application);
        progress.states = states;
        return states;
    }

    /** How it has become. */
    void say(Journal journal) {
        Gates.States states = progress.states;
        if (states == null) {
            journal.say("now: server unknown");
            return;
        }
        State application = states.application();
        journal.say("now: server %s%s"
                .formatted(
                        states.server(),
                        progress.application == null
                                ? ""
                                : ", application %s %s"
                                        .formatted(
                                                progress.application,
                                                application == null ? "not there" : application)));
        if (states.server() != State.SERVING || (application != null && application != State.SERVING)) {
            journal.say("what is closed is opened by: slackwater resume, for the server and for the application");
        }
    }
}
