package io.github.slackwater.cli;

import io.github.slackwater.cli.redeploy.Gates;
import io.github.slackwater.cli.redeploy.RedeployCode;
import io.github.slackwater.cli.redeploy.RedeployFailure;
import io.github.slackwater.cli.redeploy.Stop;
import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.Lease;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.State;
import io.github.slackwater.core.Status;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.management.AttributeNotFoundException;
import org.jspecify.annotations.Nullable;

/** Slackwater over JMX, for a redeploy: a connection that is lost meanwhile is made once more. */
final class JmxGates implements Gates, AutoCloseable {

    private static final String SERVER_GATE = "server gate";

    private static final Lease NO_LEASE = new Lease("", 0);

    private final Supplier<Session> open;
    private final DrainProgress progress;
    private Session session;

    /**
     * Connects.
     *
     * @throws CommandFailure if that is not possible
     */
    JmxGates(Supplier<Session> open, DrainProgress progress) {
        this.open = open;
        this.progress = progress;
        this.session = open.get();
    }

    /** What tells one kind of server from another. */
    List<String> jmxDomains() {
        return session.jmxDomains();
    }

    String address() {
        return session.address();
    }

    @Override
    public States states(@Nullable String application) {
        return call(there -> {
            State server = there.lifecycle(null).status().state();
            Status status = application == null ? null : status(there, application);
            return status == null
                    ? new States(server, null, false)
                    : new States(server, status.state(), status.adapter().startsWith(SERVER_GATE));
        });
    }

    private static @Nullable Status status(Session there, String application) {
        LifecycleMXBean operations = there.applications().get(application);
        try {
            return operations == null ? null : operations.status();
        } catch (CommandFailure e) {
            if (e.exitCode() == ExitCode.NOT_DEPLOYED) {
                return null; // It has gone since the list was made.
            }
            throw e;
        }
    }

    @Override
    public DrainReport drain(@Nullable String application, int timeoutSeconds, Stop stop) {
        return call(there -> {
            try {
                return new DrainRun(there.lifecycle(application), until(stop)).drain(timeoutSeconds);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted while draining", e);
            }
        });
    }

    private DrainProgress until(Stop stop) {
        return new DrainProgress() {
            @Override
            public void show(Sample sample) {
                if (stop.endsTheWait()) {
                    throw new RedeployFailure(RedeployCode.STOPPED, "stopped while draining");
                }
                progress.show(sample);
            }

            @Override
            public void end() {
                progress.end();
            }
        };
    }

    @Override
    public void lameDuck() {
        Status unused = call(there -> there.lifecycle(null).lameDuck());
    }

    @Override
    public void resume(@Nullable String application) {
        Status unused = call(there -> there.lifecycle(application).resume());
    }

    @Override
    public Lease lease() {
        return call(JmxGates::lease);
    }

    /** The server's lease; nobody's where Slackwater is older, and knows none. */
    static Lease lease(Session there) {
        try {
            return there.lifecycle(null).getLease();
        } catch (CommandFailure e) {
            if (e.getCause() instanceof AttributeNotFoundException) {
                return NO_LEASE;
            }
            throw e;
        }
    }

    /** Takes or renews the server's lease; returns who has it then. */
    Lease acquireLease(String holder, int seconds) {
        return call(there -> there.lifecycle(null).acquireLease(holder, seconds));
    }

    /** Gives the server's lease back. */
    Lease releaseLease(String holder) {
        return call(there -> there.lifecycle(null).releaseLease(holder));
    }

    private <T> T call(Function<Session, T> question) {
        try {
            try {
                return question.apply(session);
            } catch (CommandFailure e) {
                if (e.exitCode() != ExitCode.NO_CONNECTION) {
                    throw e;
                }
                session.close();
                session = open.get();
                return question.apply(session);
            }
        } catch (CommandFailure e) {
            throw failure(e);
        }
    }

    /** The same in the words of a redeploy. */
    static RedeployFailure failure(CommandFailure e) {
        return new RedeployFailure(code(e.exitCode()), e.line(), e);
    }

    private static RedeployCode code(ExitCode code) {
        return switch (code) {
            case USAGE -> RedeployCode.USAGE;
            case NO_CONNECTION -> RedeployCode.NO_CONNECTION;
            case REFUSED -> RedeployCode.REFUSED;
            case NOT_DEPLOYED -> RedeployCode.NOT_DEPLOYED;
            default -> RedeployCode.FAILED;
        };
    }

    @Override
    public void close() {
        session.close();
    }
}
