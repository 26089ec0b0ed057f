package io.github.slackwater.cli.rolling;

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
}
