package io.github.slackwater.cli;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.State;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for the state that decides whether a balancer may send requests: an application is ready while its server is too. */
final class AgentLook implements Look<State> {

    private final @Nullable String application;

    /** @param application null for the server */
    AgentLook(@Nullable String application) {
        this.application = application;
    }

    @Override
    public State look(Session session) {
        State own = session.lifecycle(application).getState();
        if (application == null || own != State.SERVING) {
            return own;
        }
        // Without the EAR there are applications only, with a filter of their own.
        Optional<LifecycleMXBean> server = session.server();
        return server.isPresent() ? server.get().getState() : own;
    }
}
