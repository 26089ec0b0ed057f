package io.github.slackwater.filter;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;

/** An application's listener, which is told of the context that the application knows. */
final class WatchedListener implements AsyncListener {

    private final AsyncListener listener;
    private final Passage passage;

    WatchedListener(AsyncListener listener, Passage passage) {
        this.listener = listener;
        this.passage = passage;
    }

    @Override
    public void onComplete(AsyncEvent event) throws IOException {
        listener.onComplete(known(event));
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        listener.onTimeout(known(event));
    }

    @Override
    public void onError(AsyncEvent event) throws IOException {
        listener.onError(known(event));
    }

    @Override
    public void onStartAsync(AsyncEvent event) throws IOException {
        listener.onStartAsync(known(event));
    }

    private AsyncEvent known(AsyncEvent event) {
        return new AsyncEvent(
                passage.watched(event.getAsyncContext()),
                event.getSuppliedRequest(),
                event.getSuppliedResponse(),
                event.getThrowable());
    }
}
