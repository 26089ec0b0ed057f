package io.github.slackwater.rig;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Starting a server: tries again when a port was taken, and waits until it is ready or clearly never will be. */
final class Startup {
    private static final int MOST_TRIES = 4;
    private static final long POLL_MILLIS = 50;

    private Startup() {}

    interface Try<S> {
        /** In a directory of its own, which is empty. */
        S start(Path directory) throws IOException, PortTakenException;
    }

    interface Check {
        boolean isReady() throws IOException;
    }

    /**
     * Starts a server in a folder of its own, which does not outlive a try that fails.
     *
     * @param name of the server, for what goes wrong
     * @param folder what the folder's name begins with
     */
    static <S> S retry(Servers servers, String name, String folder, Try<S> start) {
        for (int i = 1; ; i++) {
            try {
                return once(servers.instanceFolder(folder), start);
            } catch (IOException e) {
                throw new ServerException(name + ": cannot be started", e);
            } catch (PortTakenException e) {
                if (i == MOST_TRIES) {
                    throw new ServerException(name + ": in " + i + " starts another process took a port", e);
                }
            }
        }
    }

    private static <S> S once(Path directory, Try<S> start) throws IOException, PortTakenException {
        try {
            return start.start(directory);
        } catch (IOException | PortTakenException | RuntimeException e) {
            Directories.delete(directory);
            throw e;
        }
    }

    /** The server with all that is to be deployed on it; closed where that fails. */
    static <S extends RunningServer> S deployed(S server, Consumer<S> deployments) {
        try {
            deployments.accept(server);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /**
     * Blocks until the process itself listens on all the ports, and the check is content.
     *
     * @throws ServerException when it ends, takes too long, or listens on other than loopback addresses
     */
    static void await(ServerProcess process, Path log, Duration bound, List<Integer> ports, Check check)
            throws IOException, PortTakenException {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!listensOn(process, ports) || !check.isReady()) {
            if (ServerProcess.portWasTaken(log) || ServerProcess.portWasTaken(process.console())) {
                throw new PortTakenException(ServerProcess.tail(log));
            }
            if (!process.isAlive()) {
                throw new ServerException("pid " + process.pid() + ": ended with exit code " + process.exitCode()
                        + " (expected a server that starts)\n" + ServerProcess.tail(process.console()) + "\n"
                        + ServerProcess.tail(log));
            }
            if (System.nanoTime() > deadline) {
                throw new ServerException("pid " + process.pid() + ": not ready after " + bound.toSeconds() + " s\n"
                        + ServerProcess.tail(log));
            }
            pause();
        }
        onlyLoopback(process.pid());
    }

    /**
     * Blocks until a change that a running server was told to make has taken effect.
     *
     * @throws ServerException when it ends or takes too long
     */
    static void awaitChange(ServerProcess process, Path log, Duration bound, String change, Check check) {
        long deadline = System.nanoTime() + bound.toNanos();
        try {
            while (!check.isReady()) {
                if (!process.isAlive()) {
                    throw new ServerException(change + ": the server has ended\n" + ServerProcess.tail(log));
                }
                if (System.nanoTime() > deadline) {
                    throw new ServerException(
                            change + ": not done after " + bound.toSeconds() + " s\n" + ServerProcess.tail(log));
                }
                pause();
            }
        } catch (IOException e) {
            throw new ServerException(change + ": failed", e);
        }
    }

    /** @throws ServerException naming the addresses that other machines could reach */
    static void onlyLoopback(long pid) throws IOException {
        if (ListeningSockets.supported()) {
            List<InetSocketAddress> open = ListeningSockets.of(pid).stream()
                    .filter(address -> !address.getAddress().isLoopbackAddress())
                    .toList();
            if (!open.isEmpty()) {
                throw new ServerException(
                        "pid " + pid + ": listens on " + open + " (expected loopback addresses only)");
            }
        }
    }

    static boolean jmxAnswers(String url, String user, String password) throws IOException {
        return jmxAnswers(url, Map.of(), user, password);
    }

    /** Whether the JMX connector lets this user in. */
    @SuppressWarnings("BanJNDI") // The address is the rig's own server on this machine.
    static boolean jmxAnswers(String url, Map<String, ?> environment, String user, String password) throws IOException {
        Map<String, Object> complete = new HashMap<>(environment);
        complete.put(JMXConnector.CREDENTIALS, new String[] {user, password});
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(url), complete)) {
            return connector.getMBeanServerConnection().getMBeanCount() > 0;
        } catch (IOException | SecurityException e) {
            return false; // Not yet: the registry answers before the connector does, the connector before the realm.
        }
    }

    private static boolean listensOn(ServerProcess process, List<Integer> ports) throws IOException {
        if (!ListeningSockets.supported()) {
            return true; // The check has to tell.
        }
        return ListeningSockets.of(process.pid()).stream()
                .map(InetSocketAddress::getPort)
                .collect(Collectors.toSet())
                .containsAll(ports);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("start: interrupted", e);
        }
    }
}
