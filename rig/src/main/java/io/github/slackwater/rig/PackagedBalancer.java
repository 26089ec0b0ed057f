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

/** One of Debian's load balancers. It runs a configuration as it stands in the documents, in which only addresses are replaced. */
final class PackagedBalancer implements Balancer {
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

    private PackagedBalancer(ServerProcess process, Path log, Path logs, int port, @Nullable AdminSocket socket) {
        this.process = process;
        this.log = log;
        this.logs = logs;
        this.port = port;
        this.socket = socket;
    }

    static PackagedBalancer start(
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

    private static PackagedBalancer boot(
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
            Files.writeString(site, Documented.with(addresses, configuration));
            return boot(software, site, directory, logs, port, socket);
        } catch (IOException | PortTakenException | RuntimeException e) {
            if (socket != null) {
                socket.close();
            }
            throw e;
        }
    }

    private static PackagedBalancer boot(
            BalancerSoftware software, Path site, Path directory, Path logs, int port, @Nullable AdminSocket socket)
            throws IOException, PortTakenException {
        Path log = software.log(directory);
        ServerProcess process = new ServerProcess(directory, directory, software.command(directory, site), "");
        PackagedBalancer balancer = new PackagedBalancer(process, log, logs, port, socket);
        try {
            Startup.await(process, log, START, List.of(port), () -> true);
            return balancer;
        } catch (IOException | PortTakenException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    @Override
    public URI http(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public String command(String command) {
        if (socket == null) {
            throw new ServerException("command: " + command + " (expected a configuration with " + SOCKET + ")");
        }
        return socket.send(command);
    }

    /** With its own children. */
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
