package io.github.slackwater.examples.shop;

/** A request parameter that cannot be used; the message is what the client reads. */
final class BadParameterException extends Exception {
    private static final long serialVersionUID = 1L;

    BadParameterException(String message) {
        super(message);
    }
}
