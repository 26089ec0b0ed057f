package io.github.slackwater.cli.redeploy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a step, and with it the run. */
public final class RedeployFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final RedeployCode code;
    private final transient List<String> details;

    /**
     * A failure.
     *
     * @param message one line: the value, what was expected, what to do next
     */
    public RedeployFailure(RedeployCode code, String message) {
        this(code, message, List.of(), null);
    }

    /** The same with what has caused it, for {@code --verbose}. */
    public RedeployFailure(RedeployCode code, String message, @Nullable Throwable cause) {
        this(code, message, List.of(), cause);
    }

    /** The same with what the server has said, line by line. */
    RedeployFailure(RedeployCode code, String message, List<String> details, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.details = List.copyOf(details);
    }

    static RedeployFailure usage(String message) {
        return new RedeployFailure(RedeployCode.USAGE, message);
    }

    public RedeployCode code() {
        return code;
    }

    /** The one line. */
    public String line() {
        return String.valueOf(getMessage());
    }

    List<String> details() {
        return details;
    }
}
