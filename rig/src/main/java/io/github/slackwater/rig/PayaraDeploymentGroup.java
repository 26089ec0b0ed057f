package io.github.slackwater.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A Payara domain whose administration server has two instances in one deployment group. All ports are on 127.0.0.1. {@link
 * #close()} ends all processes at once and deletes their files.
 */
public final class PayaraDeploymentGroup implements AutoCloseable {
    /** The deployment group, as a target. */
    public static final String GROUP = "shops";

    private final DomainServer administration;
    private final ServerOptions options;
    private final List<Instance> instances = new ArrayList<>();

    private PayaraDeploymentGroup(DomainServer administration, ServerOptions options) {
        this.administration = administration;
        this.options = options;
    }

    /** The ports are those of Payara's own system properties for an instance. */
    private record Instance(DomainNode node, Path directory, Map<String, Integer> ports, List<ServerProcess> starts) {}

    static PayaraDeploymentGroup start(Servers servers, ServerOptions options) {
        PayaraDeploymentGroup group = new PayaraDeploymentGroup(servers.startPayaraServer(options), options);
        try {
            group.asadmin("create-deployment-group", GROUP);
            for (String name : List.of("one", "two")) {
                group.create(servers.instanceFolder("instance"), name);
            }
            return group;
        } catch (IOException e) {
            group.close();
            throw new ServerException("deployment group: cannot be made", e);
        } catch (RuntimeException e) {
            group.close();
            throw e;
        }
    }

    /** Each on a node of its own: the nodes that a domain comes with are in the installation, which others share. */
    private void create(Path directory, String name) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (String port : List.of(
                "HTTP_LISTENER_PORT",
                "HTTP_SSL_LISTENER_PORT",
                "IIOP_LISTENER_PORT",
                "IIOP_SSL_LISTENER_PORT",
                "IIOP_SSL_MUTUALAUTH_PORT",
                "JMX_SYSTEM_CONNECTOR_PORT",
                "ASADMIN_LISTENER_PORT",
                "JMS_PROVIDER_PORT",
                "OSGI_SHELL_TELNET_PORT",
                "JAVA_DEBUGGER_PORT",
                "HZ_LISTENER_PORT")) {
            ports.put(port, Ports.free());
        }
        String properties = ports.entrySet().stream()
                .map(port -> port.getKey() + "=" + port.getValue())
                .collect(Collectors.joining(":"));
        asadmin(
                "create-node-config",
                "--nodehost=localhost",
                "--nodedir=" + directory,
                "--installdir=" + administration.home(),
                node(name));
        asadmin(
                "create-local-instance",
                "--node=" + node(name),
                "--nodedir=" + directory,
                "--checkports=false",
                "--systemproperties=" + properties,
                name);
        asadmin("add-instance-to-deployment-group", "--instance=" + name, "--deploymentgroup=" + GROUP);
        DomainNode node = new DomainNode(
                name,
                name,
                administration.name(),
                URI.create("http://127.0.0.1:" + ports.get("HTTP_LISTENER_PORT") + "/"),
                LocalServer.jmxUrl(ports.getOrDefault("JMX_SYSTEM_CONNECTOR_PORT", 0)),
                Map.of(),
                directory.resolve(node(name)).resolve(name).resolve("logs/server.log"));
        instances.add(new Instance(node, directory, ports, new ArrayList<>()));
        startInstance(instances.size() - 1);
    }

    private static String node(String instance) {
        return "node-" + instance;
    }

    /**
     * Starts an instance that does not run, as {@code asadmin start-local-instance} does, and blocks until it answers.
     *
     * @param number 0 or 1
     */
    public void startInstance(int number) {
        Instance instance = instances.get(number);
        DomainNode node = instance.node();
        String printed = asadmin(
                "start-local-instance",
                "--dry-run",
                "--node=" + node(node.name()),
                "--nodedir=" + instance.directory(),
                node.name());
        try {
            Path temporary = Files.createDirectories(instance.directory().resolve("tmp"));
            List<String> own = new ArrayList<>(List.of("-Djava.io.tmpdir=" + temporary));
            own.addAll(options.jvmArguments());
            ServerProcess process = new ServerProcess(
                    instance.directory(),
                    instance.directory(),
                    DomainServer.command(Distribution.PAYARA, printed, own),
                    DomainServer.MASTER_PASSWORD);
            instance.starts().add(process);
            Startup.await(
                    process,
                    node.log(),
                    options.startTimeout(),
                    List.of(
                            instance.ports().getOrDefault("HTTP_LISTENER_PORT", 0),
                            instance.ports().getOrDefault("ASADMIN_LISTENER_PORT", 0)),
                    () -> Startup.jmxAnswers(node.jmxUrl(), Administrator.USER, Administrator.PASSWORD));
        } catch (IOException | PortTakenException e) {
            throw new ServerException(node.name() + ": cannot be started", e);
        }
    }

    /** The instances, in the order of their creation. */
    public List<DomainNode> nodes() {
        return instances.stream().map(Instance::node).toList();
    }

    /** The domain's administration server, which is the target {@code server}. */
    public DomainServer administration() {
        return administration;
    }

    /** As {@link DomainServer#asadmin}. */
    public String asadmin(String... command) {
        return administration.asadmin(command);
    }

    /** Keeps the logs of the instances in this directory. */
    public void keepLogs(Path to) {
        try {
            Files.createDirectories(to);
            for (DomainNode node : nodes()) {
                Files.deleteIfExists(to.resolve(node.name() + ".log"));
                Files.copy(node.log(), to.resolve(node.name() + ".log"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(to + ": logs cannot be kept there", e);
        }
    }

    @Override
    public void close() {
        instances.forEach(instance -> instance.starts().forEach(ServerProcess::close));
        administration.close();
    }

    @Override
    public String toString() {
        return "deployment group of " + administration;
    }
}
