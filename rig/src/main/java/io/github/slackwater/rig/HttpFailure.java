package io.github.slackwater.rig;

import java.io.IOException;

/** An exchange that did not bring a complete answer; the reason is the kind of failure that the report counts. */
final class HttpFailure extends IOException {
    private static final long serialVersionUID = 1L;

    HttpFailure(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
