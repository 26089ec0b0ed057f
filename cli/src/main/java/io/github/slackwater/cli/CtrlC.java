package io.github.slackwater.cli;

import io.github.slackwater.core.LifecycleMXBean;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, SIGTERM and SIGHUP while a drain is waited for: says that it goes on in the server, or resumes if that is wanted. The
 * JVM then ends, with 130, 143 or 129.
 */
final class CtrlC implements AutoCloseable {

    private final LifecycleMXBean lifecycle;
    private final TargetOptions target;
    private final Environment environment;
    private final boolean resume;
    private @Nullable OnSignal signal;
    private volatile boolean fired;

    CtrlC(LifecycleMXBean lifecycle, TargetOptions target, Environment environment, boolean resume) {
        this.lifecycle = lifecycle;
        this.target = target;
        this.environment = environment;
        this.resume = resume;
    }

    /** From now on. */
    void install() {
        signal = new OnSignal(this::interrupted);
    }

    /** Whether the signal has come. */
    boolean fired() {
        return fired;
    }

    /** The same progress, but silent once the signal has come. */
    DrainProgress silencing(DrainProgress progress) {
        return new DrainProgress() {
            @Override
            public void show(Sample sample) {
                if (!fired) {
                    progress.show(sample);
                }
            }

            @Override
            public void end() {
                progress.end();
            }
        };
    }

    /** The wait is over. */
    @Override
    public void close() {
        if (signal != null) {
            signal.close();
        }
    }

    void interrupted() {
        fired = true;
        PrintWriter err = environment.err();
        err.println();
        if (resume) {
            resume(err);
        } else {
            err.println("%s: interrupted; the drain goes on in the server. Next:".formatted(Slackwater.NAME));
            err.print(NextSteps.of(target, "status", "follow it", "resume", "open again"));
            err.flush();
        }
    }

    private void resume(PrintWriter err) {
        try {
            err.println("%s: interrupted; resumed: %s"
                    .formatted(Slackwater.NAME, lifecycle.resume().state()));
        } catch (CommandFailure e) {
            err.println("%s: interrupted, and it could not be resumed: %s".formatted(Slackwater.NAME, e.line()));
            err.print(NextSteps.of(target, "resume", "try again"));
            err.flush();
        }
    }
}
