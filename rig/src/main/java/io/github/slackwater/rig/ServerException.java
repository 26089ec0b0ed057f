package io.github.slackwater.rig;

/** A server, or a command to it, did not do what was asked; the message says what, and shows the last lines of the log. */
public final class ServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerException(String message) {
        super(message);
    }

    ServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
