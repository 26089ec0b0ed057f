package io.github.slackwater.ejb;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What a class logs while this is open. For all threads. */
final class Logged extends Handler implements AutoCloseable {

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Logger logger;

    private Logged(Class<?> source) {
        this.logger = Logger.getLogger(source.getName());
    }

    static Logged by(Class<?> source) {
        Logged logged = new Logged(source);
        logged.logger.addHandler(logged);
        return logged;
    }

    List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void publish(LogRecord event) {
        messages.add(new SimpleFormatter().formatMessage(event));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
