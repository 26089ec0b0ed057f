package io.github.slackwater.examples.shop;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/**
 * Hears that an asynchronous request has ended, which may be from outside: by the container's timeout, or by an operator.
 * After that there is nobody to answer; on Payara there is not even a response. Any thread may ask.
 */
final class End implements AsyncListener {

    private volatile boolean come;

    boolean hasCome() {
        return come;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        come = true;
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        come = true;
    }

    @Override
    public void onError(AsyncEvent event) {
        come = true;
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // None is begun a second time.
    }
}
