package io.github.slackwater.cli.rolling;

import io.github.slackwater.cli.redeploy.RedeployFailure;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Ends a roll before a node was begun, or because its journal cannot be kept. */
public final class RollFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final RollCode code;

    /**
     * A failure.
     *
     * @param message one line: the value, what was expected, what to do next
     */
    public RollFailure(RollCode code, String message) {
        this(code, message, null);
    }

    /** The same with what has caused it, for {@code --verbose}. */
    public RollFailure(RollCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public RollCode code() {
        return code;
    }

    /** The one line. */
    public String line() {
        return String.valueOf(getMessage());
    }

    /** What was thrown while a node was looked at. */
    static RollFailure of(ExecutionException e, String node) {
        if (e.getCause() instanceof RollFailure known) {
            return known;
        }
        if (e.getCause() instanceof RedeployFailure known) {
            return new RollFailure(RollCode.of(known.code()), node + ": " + known.line(), known);
        }
        return new RollFailure(RollCode.FAILED, node + " failed unexpectedly: " + e.getCause(), e.getCause());
    }
}
