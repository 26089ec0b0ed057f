package io.github.slackwater.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A load balancer in a process of its own on 127.0.0.1, before two servers. It runs a configuration as it stands in the
 * documents, in which only addresses are replaced. Methods may be called from any thread.
 */
public final class Balancer implements AutoCloseable {
    /** What the configurations in the documents name. */
    private static final String FRONT = "127.0.0.1:8000";

    private static final List<String> NODES = List.of("127.0.0.1:8080", "127.0.0.1:8180");
    private static final String SOCKET = "/run/haproxy/admin.sock";

    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration END = Duration.ofSeconds(10);

    private final ServerProcess process;
    private final Path log;
    private final Path logs;
    private final int port;
    private final @Nullable AdminSocket socket;

    private Balancer(ServerProcess process, Path log, Path logs, int port, @Nullable AdminSocket socket) {
        this.process = process;
        this.log = log;
        this.logs = logs;
        this.port = port;
        this.socket = socket;
    }

    static Balancer start(
            Servers servers,
            BalancerSoftware software,
            Path configuration,
            List<URI> nodes,
            Map<String, String> others,
            Path logs) {
        if (nodes.size() != NODES.size()) {
            throw new IllegalArgumentException("nodes: " + nodes + " (expected " + NODES.size() + ")");
        }
        return Startup.retry(
                servers,
                software.program(),
                software.program(),
                directory -> boot(software, configuration, nodes, others, directory, logs));
    }

    private static Balancer boot(
            BalancerSoftware software,
            Path configuration,
            List<URI> nodes,
            Map<String, String> others,
            Path directory,
            Path logs)
            throws IOException, PortTakenException {
        String text = Files.readString(configuration);
        int port = Ports.free();
        AdminSocket socket = text.contains(SOCKET) ? AdminSocket.create() : null;
        try {
            Map<String, String> addresses = new LinkedHashMap<>(others);
            addresses.put(FRONT, "127.0.0.1:" + port);
            for (int i = 0; i < NODES.size(); i++) {
                addresses.put(NODES.get(i), nodes.get(i).getRawAuthority());
            }
            if (socket != null) {
                addresses.put(SOCKET, socket.path().toString());
            }
            Path site = directory.resolve("site.conf");
            Files.writeString(site, replaced(configuration, text, addresses));
            return boot(software, site, directory, logs, port, socket);
        } catch (IOException | PortTakenException | RuntimeException e) {
            if (socket != null) {
                socket.close();
            }
            throw e;
        }
    }

    private static Balancer boot(
            BalancerSoftware software, Path site, Path directory, Path logs, int port, @Nullable AdminSocket socket)
            throws IOException, PortTakenException {
        Path log = software.log(directory);
        ServerProcess process = new ServerProcess(directory, directory, software.command(directory, site), "");
        Balancer balancer = new Balancer(process, log, logs, port, socket);
        try {
            Startup.await(process, log, START, List.of(port), () -> true);
            return balancer;
        } catch (IOException | PortTakenException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** @throws ServerException naming an address that is not in the configuration, so that nobody else's is used */
    private static String replaced(Path configuration, String text, Map<String, String> addresses) {
        String result = text;
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            if (!text.contains(address.getKey())) {
                throw new ServerException(configuration + ": no " + address.getKey() + " (expected that address)");
            }
            result = result.replace(address.getKey(), address.getValue());
        }
        return result;
    }

    /** An address on its front, for a path such as {@code /shop}. */
    public URI http(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /**
     * Sends one command to HAProxy's runtime socket.
     *
     * @return what it answered, which is empty where a change was made
     * @throws ServerException where the configuration has no such socket
     */
    public String command(String command) {
        if (socket == null) {
            throw new ServerException("command: " + command + " (expected a configuration with " + SOCKET + ")");
        }
        return socket.send(command);
    }

    /** Ends it, with its own children, and deletes its files; its log is kept in the folder that it was started with. */
    @Override
    public void close() {
        try {
            int unused = process.terminate(END, log); // In peace: shared memory outlives a process that is killed.
            keepLog();
        } finally {
            process.close();
            if (socket != null) {
                socket.close();
            }
        }
    }

    private void keepLog() {
        if (!Files.exists(log)) {
            return;
        }
        try {
            Files.createDirectories(logs);
            Files.copy(
                    log, logs.resolve(process.directory().getFileName() + ".log"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(log + ": cannot be copied to " + logs, e);
        }
    }
}
