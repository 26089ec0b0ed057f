package io.github.slackwater.cli;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.LifecycleMXBean;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slackwater drain}. */
@Command(
        name = "drain",
        description = {
            "Drains: announces, closes, and waits until nothing is in flight.",
            "New requests are refused with 503 as soon as the gate closes. "
                    + "A drain while draining joins it. Ctrl-C ends this command, not the drain."
        })
final class DrainCommand extends RemoteCommand {

    @Option(
            names = {"-t", "--timeout"},
            order = 1,
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait, 0..86400 (default: ${DEFAULT-VALUE}); 0 begins and does not wait.")
    private String timeout = "";

    @Option(names = "--no-wait", order = 2, description = "Begin and return; slackwater status follows it.")
    private boolean noWait;

    @Option(names = "--resume-on-interrupt", order = 3, description = "Ctrl-C resumes: nothing stays closed.")
    private boolean resumeOnInterrupt;

    @Option(
            names = {"-q", "--quiet"},
            order = 4,
            description = "Print nothing but errors; the exit code tells.")
    private boolean quiet;

    private int timeoutSeconds;

    DrainCommand(Environment environment) {
        super(environment);
    }

    /** In the server's own words, before anything has changed. */
    @Override
    void validate() {
        try {
            timeoutSeconds = Integer.parseInt(timeout);
            if (timeoutSeconds >= 0 && timeoutSeconds <= LifecycleMXBean.MAX_TIMEOUT_SECONDS) {
                return;
            }
        } catch (NumberFormatException e) {
            throw outOfRange(e);
        }
        throw outOfRange(null);
    }

    private CommandFailure outOfRange(@Nullable Exception cause) {
        return new CommandFailure(
                ExitCode.USAGE,
                "timeoutSeconds: %s (expected 0..%d)".formatted(timeout, LifecycleMXBean.MAX_TIMEOUT_SECONDS),
                cause);
    }

    @Override
    ExitCode run(Session session) {
        LifecycleMXBean lifecycle = session.lifecycle();
        DrainReport report = noWait || timeoutSeconds == 0 ? lifecycle.beginDrain(timeoutSeconds) : await(lifecycle);
        if (report == null) {
            return ExitCode.INTERRUPTED;
        }
        DrainResult result = new DrainResult(report, target());
        if (json()) {
            out().println(Json.of(report));
        } else if (!quiet) {
            out().print(result.text(ansi()));
            out().flush();
        } else if (result.exitCode() != ExitCode.DONE) {
            environment().err().println(Slackwater.NAME + ": " + result.sentence());
        }
        return result.exitCode();
    }

    /** Null after a signal: {@link CtrlC} then has the last word. */
    private @Nullable DrainReport await(LifecycleMXBean lifecycle) {
        DrainProgress progress = progress();
        try (CtrlC ctrlC = new CtrlC(lifecycle, target(), environment(), resumeOnInterrupt)) {
            ctrlC.install();
            DrainReport report = new DrainRun(lifecycle, ctrlC.silencing(progress)).drain(timeoutSeconds);
            return ctrlC.fired() ? null : report;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted; " + goesOn(), e);
        } catch (CommandFailure e) {
            throw e.exitCode() == ExitCode.NO_CONNECTION
                    ? new CommandFailure(e.exitCode(), e.line() + "; " + goesOn(), e)
                    : e;
        }
    }

    private String goesOn() {
        return "the drain goes on in the server if that still runs (follow with: %s; open again with: %s)"
                .formatted(target().commandLine("status"), target().commandLine("resume"));
    }

    private DrainProgress progress() {
        if (quiet || json()) {
            return DrainProgress.SILENT;
        }
        return environment().isTerminal() ? new LiveProgress(out(), ansi()) : new PlainProgress(out());
    }

    @Override
    public Set<ExitCode> exitCodes() {
        Set<ExitCode> codes = EnumSet.of(ExitCode.TIMED_OUT, ExitCode.CANCELLED, ExitCode.INTERRUPTED);
        codes.addAll(super.exitCodes());
        return codes;
    }
}
