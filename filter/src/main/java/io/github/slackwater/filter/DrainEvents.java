package io.github.slackwater.filter;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.Lifecycle;
import io.github.slackwater.core.LifecycleListener;
import io.github.slackwater.core.Outcome;
import io.github.slackwater.core.State;
import io.github.slackwater.core.event.DrainStarted;
import io.github.slackwater.core.event.DrainTimedOut;
import io.github.slackwater.core.event.Drained;
import io.github.slackwater.core.event.GateClosed;
import io.github.slackwater.core.event.Resumed;
import java.util.function.Consumer;

/** Turns what a gate does into the events that an application can observe. */
final class DrainEvents implements LifecycleListener {

    private final Consumer<Object> sink;

    DrainEvents(Consumer<Object> sink) {
        this.sink = sink;
    }

    @Override
    public void stateChanged(Lifecycle lifecycle, State from, State to, long drain) {
        String name = lifecycle.name();
        if (from == State.SERVING) {
            sink.accept(new DrainStarted(name, drain));
        }
        switch (to) {
            case LAME_DUCK -> {}
            case DRAINING -> sink.accept(new GateClosed(name, drain));
            case DRAINED -> sink.accept(new Drained(name, drain));
            case SERVING -> sink.accept(new Resumed(name, drain));
        }
    }

    @Override
    public void drainEnded(Lifecycle lifecycle, DrainReport report) {
        if (report.outcome() == Outcome.TIMED_OUT) {
            sink.accept(new DrainTimedOut(lifecycle.name(), report.drain(), report.inFlight()));
        }
    }
}
