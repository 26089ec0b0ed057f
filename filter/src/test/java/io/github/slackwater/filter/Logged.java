package io.github.slackwater.filter;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What we log while a test runs. */
final class Logged extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("io.github.slackwater");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    static Logged start() {
        Logged logged = new Logged();
        logged.logger.addHandler(logged);
        return logged;
    }

    List<String> lines(Level level) {
        return lines.stream().filter(line -> line.startsWith(level + " ")).toList();
    }

    @Override
    public void publish(LogRecord entry) {
        Object[] parameters = entry.getParameters();
        String message = parameters == null ? entry.getMessage() : MessageFormat.format(entry.getMessage(), parameters);
        lines.add(entry.getLevel() + " " + message);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
