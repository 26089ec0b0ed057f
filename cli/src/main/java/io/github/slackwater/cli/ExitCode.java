package io.github.slackwater.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every exit code of the command. Scripts rely on them: a number never changes its meaning. */
enum ExitCode {
    DONE(0, "Done."),
    FAILED(1, "Failed unexpectedly; --verbose shows the stack."),
    USAGE(2, "The command line is wrong."),
    TIMED_OUT(3, "The drain timed out: still closed, stragglers in flight."),
    CANCELLED(4, "The drain was cancelled by a resume: open again."),
    NO_CONNECTION(5, "Cannot connect, or the connection was lost."),
    REFUSED(6, "The server refused the credentials."),
    NOT_DEPLOYED(7, "Slackwater or the application is not deployed there."),
    NO_SUCH_REQUEST(8, "The request is not in flight, or cannot be interrupted."),
    BUSY(9, "Of balancer-check: somebody else drains, or has resumed."),
    NOT_SERVING(10, "status --exit-code: any state but SERVING."),
    NOT_AWAY(11, "Of balancer-check: the balancer did not look away, or not in time."),
    CANNOT_TELL(12, "Of balancer-check: too little traffic to tell."),
    INTERRUPTED(130, "Ctrl-C (SIGTERM: 143, SIGHUP: 129): a drain goes on, balancer-check resumes.");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    /** In the form that picocli's usage help takes. */
    static Map<String, String> help(Collection<ExitCode> codes) {
        Map<String, String> help = new LinkedHashMap<>();
        codes.stream().sorted().forEach(code -> help.put("%3d".formatted(code.number), code.meaning));
        return help;
    }
}
