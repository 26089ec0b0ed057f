package io.github.slackwater.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.management.remote.JMXConnectorFactory;

/**
 * A managed domain of WildFly: process controller, domain controller, and the two server groups that WildFly comes with, of
 * one server each. All ports are on 127.0.0.1. {@link #close()} ends all processes at once and deletes their files.
 */
public final class WildFlyDomain implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);

    private final ServerProcess process;
    private final JBossCli cli;
    private final List<DomainNode> nodes;

    private WildFlyDomain(ServerProcess process, JBossCli cli, List<DomainNode> nodes) {
        this.process = process;
        this.cli = cli;
        this.nodes = nodes;
    }

    static WildFlyDomain start(Servers servers, String release, ServerOptions options) {
        WildFlyHome home = WildFlyHome.of(servers, release);
        return Startup.retry(servers, home.name(), "domain", directory -> boot(home, directory, options));
    }

    private static WildFlyDomain boot(WildFlyHome home, Path directory, ServerOptions options)
            throws IOException, PortTakenException {
        Path base = home.copyDomain(directory);
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        int management = Ports.free();
        WildFlyDomainXml xml = new WildFlyDomainXml(base.resolve("configuration"));
        xml.ownJmx();
        xml.jvmOptions(options.jvmArguments(), temporary);
        List<DomainNode> nodes = xml.groups().entrySet().stream()
                .map(group -> node(home, base, group.getKey(), group.getValue()))
                .toList();
        nodes.forEach(node -> xml.server(node, Ports.free()));
        xml.write();

        ServerProcess process = new ServerProcess(directory, base, home.domainCommand(base, temporary, management), "");
        try {
            Path log = base.resolve("log/host-controller.log");
            Startup.await(process, log, START, List.of(), () -> {
                for (DomainNode node : nodes) {
                    if (!Startup.jmxAnswers(
                            node.jmxUrl(), node.jmxEnvironment(), Administrator.USER, Administrator.PASSWORD)) {
                        return false;
                    }
                }
                return true;
            });
            for (long pid : process.descendants()) {
                Startup.onlyLoopback(pid);
            }
            JBossCli cli = new JBossCli(home.client(), management, Administrator.USER, Administrator.PASSWORD);
            return new WildFlyDomain(process, cli, nodes);
        } catch (IOException | PortTakenException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private static DomainNode node(WildFlyHome home, Path base, String name, String group) {
        int http = Ports.free();
        return new DomainNode(
                name,
                group,
                home.name(),
                URI.create("http://127.0.0.1:" + http + "/"),
                "service:jmx:remote+http://127.0.0.1:" + http,
                Map.of(JMXConnectorFactory.PROTOCOL_PROVIDER_CLASS_LOADER, home.client()),
                base.resolve("servers").resolve(name).resolve("log/server.log"));
    }

    /** The servers, in the order of their groups. */
    public List<DomainNode> nodes() {
        return nodes;
    }

    /**
     * Runs one command of {@code jboss-cli} on the domain controller, and returns the answer to an operation.
     *
     * @throws ServerException with the reason, when it fails
     */
    public String cli(String command) {
        return cli.run(command);
    }

    /** As an administrator does: to both server groups. */
    public void deploy(String name, Path archive) {
        String groups = String.join(",", nodes.stream().map(DomainNode::target).toList());
        String unused = cli("deploy " + archive.toAbsolutePath() + " --name=" + name + " --server-groups=" + groups);
    }

    /** Keeps the logs of the servers in this directory. */
    public void keepLogs(Path to) {
        try {
            Files.createDirectories(to);
            for (DomainNode node : nodes) {
                Files.deleteIfExists(to.resolve(node.name() + ".log"));
                Files.copy(node.log(), to.resolve(node.name() + ".log"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(to + ": logs cannot be kept there", e);
        }
    }

    @Override
    public void close() {
        try {
            cli.close();
        } finally {
            process.close();
        }
    }

    @Override
    public String toString() {
        return "domain of " + nodes.get(0).server() + " (pid " + process.pid() + ")";
    }
}
