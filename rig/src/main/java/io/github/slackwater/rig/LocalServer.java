package io.github.slackwater.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What every server in a child process has in common. */
abstract class LocalServer implements RunningServer {
    /** What is known of a server once it has started. */
    record Facts(String name, ServerProcess process, Path log, int httpPort, int jmxPort, Duration bootTime) {}

    private final Facts facts;
    private final ServerOptions options;

    LocalServer(Facts facts, ServerOptions options) {
        this.facts = facts;
        this.options = options;
    }

    @Override
    public final String name() {
        return facts.name();
    }

    @Override
    public final Duration bootTime() {
        return facts.bootTime();
    }

    @Override
    public final URI http(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path: " + path + " (expected one that begins with /)");
        }
        return URI.create("http://127.0.0.1:" + facts.httpPort() + path);
    }

    static URI https(int port, String path) {
        return URI.create("https://127.0.0.1:" + port + path);
    }

    @Override
    public String jmxUrl() {
        return jmxUrl(facts.jmxPort());
    }

    @Override
    public Map<String, ?> jmxEnvironment() {
        return Map.of();
    }

    /** On the HTTP listener, at the root. */
    @Override
    public Optional<URI> health() {
        return Optional.of(http("/health"));
    }

    static String jmxUrl(int port) {
        return "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi";
    }

    @Override
    public final int jmxPort() {
        return facts.jmxPort();
    }

    @Override
    public final String adminUser() {
        return Administrator.USER;
    }

    @Override
    public final String adminPassword() {
        return Administrator.PASSWORD;
    }

    @Override
    public final long pid() {
        return facts.process().pid();
    }

    @Override
    public final boolean isAlive() {
        return facts.process().isAlive();
    }

    @Override
    public final int terminate(Duration bound) {
        return facts.process().terminate(bound, logFile());
    }

    @Override
    public final void kill() {
        facts.process().kill();
    }

    @Override
    public final Path logFile() {
        return facts.log();
    }

    @Override
    public void close() {
        facts.process().kill();
        keepLog();
        facts.process().close();
    }

    private void keepLog() {
        Path to = options.logDirectory();
        if (to == null || !Files.exists(logFile())) {
            return;
        }
        try {
            Files.createDirectories(to);
            Files.copy(
                    logFile(),
                    to.resolve(facts.process().directory().getFileName() + ".log"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(logFile() + ": cannot be copied to " + to, e);
        }
    }

    @Override
    public final String toString() {
        return name() + " (pid " + pid() + ", " + http("/") + ")";
    }
}
