package io.github.slackwater.rig;

/** Someone took one of the chosen ports before the server did; another start with other ports can go well. */
final class PortTakenException extends Exception {
    private static final long serialVersionUID = 1L;

    PortTakenException(String message) {
        super(message);
    }
}
