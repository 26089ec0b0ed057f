package io.github.slackwater.cli.demo;

import org.jspecify.annotations.Nullable;

/** The demo could not be carried through. The message says in one line what happened and what to do next. */
public final class DemoFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        this(message, null);
    }

    DemoFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
