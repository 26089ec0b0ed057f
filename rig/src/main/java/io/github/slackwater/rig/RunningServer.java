package io.github.slackwater.rig;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A real application server in a process of its own, with all its ports on 127.0.0.1. Methods block and may be called
 * from any thread; those that change the server throw {@link ServerException} when it refuses. {@link #close()} ends the
 * process and deletes all its files; so does the end of this JVM.
 */
public interface RunningServer extends AutoCloseable {
    /** Such as {@code Payara Server 6.2025.9}. */
    String name();

    /** How long the start took, until the server answered. */
    Duration bootTime();

    /** An address on the HTTP listener, for a path such as {@code /shop}. */
    URI http(String path);

    /** As {@link #http}, on the HTTPS listener; empty where the rig starts none. */
    default Optional<URI> https(String path) {
        return Optional.empty();
    }

    /** The JMX service URL; the server's own connector, which asks for the admin user. */
    String jmxUrl();

    /** The port of {@link #jmxUrl()}, on 127.0.0.1. */
    int jmxPort();

    /** What a JMX client has to be given besides user and password, such as where the protocol's classes are. */
    Map<String, ?> jmxEnvironment();

    /** Where MicroProfile Health answers, such as {@code http://127.0.0.1:8080/health}; empty where the server has none. */
    Optional<URI> health();

    String adminUser();

    String adminPassword();

    /** Of the server's own JVM. */
    long pid();

    boolean isAlive();

    /**
     * Deploys an archive; the context root of a WAR is the name.
     *
     * @throws UnsupportedOperationException where the server can deploy only at its start
     */
    void deploy(String name, Path archive);

    /**
     * As {@link #deploy(String, Path)}, with a jar that no other application sees.
     *
     * @throws UnsupportedOperationException where the server has no command for that
     */
    default void deploy(String name, Path archive, Path library) {
        throw new UnsupportedOperationException(name() + " has no command that deploys with a library");
    }

    /** Replaces a deployed application, exactly as an administrator's plain redeploy does. As {@link #deploy}. */
    void redeploy(String name, Path archive);

    /**
     * As {@link #redeploy}, by the command that keeps sessions. Where there is none, it is the plain one, and the
     * configuration decides.
     */
    default void redeployKeepingSessions(String name, Path archive) {
        redeploy(name, archive);
    }

    /** As {@link #deploy}. */
    void undeploy(String name);

    /**
     * Lets somebody in to applications that ask for a user: of the server's usual realm.
     *
     * @throws UnsupportedOperationException where the rig cannot
     */
    default void addUser(String user, String password, String role) {
        throw new UnsupportedOperationException(name() + " gets no users from the rig");
    }

    /**
     * Turns the server's access log on, with lines that hold the request line in quotes and then the status.
     *
     * @return its directory
     * @throws UnsupportedOperationException where the rig cannot
     */
    default Path logAccess() {
        throw new UnsupportedOperationException(name() + " gets no access log from the rig");
    }

    /** The server's own way to suspend and resume; empty where it has none. */
    default Optional<Suspension> suspension() {
        return Optional.empty();
    }

    /**
     * Sends SIGTERM and waits for the end.
     *
     * @return the exit code; 143 when the server ended by the signal
     * @throws ServerException when it still runs after the bound
     */
    int terminate(Duration bound);

    /** Ends the process at once (SIGKILL) and waits for that. Harmless when it has ended. */
    void kill();

    /** The server's log, until {@link #close()}. */
    Path logFile();

    /** The file's name and its last lines, for an error message. */
    default String endOfLog() {
        return ServerProcess.tail(logFile());
    }

    /** Ends the process at once and deletes its files; the log is kept where {@link ServerOptions#logsTo} says. */
    @Override
    void close();
}
