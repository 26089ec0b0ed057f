package io.github.slackwater.benchmarks;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.rig.DomainServer;
import io.github.slackwater.rig.RunningServer;
import io.github.slackwater.rig.ServerOptions;
import io.github.slackwater.rig.Servers;
import io.github.slackwater.rig.WildFlyEdition;
import io.github.slackwater.rig.WildFlyEdition.Profile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The server under soak, and what its administrator does. */
final class SoakServer implements AutoCloseable {
    static final String SHOP = "shop";

    /** Far above what the load keeps busy at a time, so that no queue before the server is measured. */
    private static final int HTTP_THREADS = 64;

    /** The servers that have a server gate and take commands from outside: Payara Micro does not. */
    enum Kind {
        PAYARA("payara"),
        WILDFLY_37("wildfly-37"),
        WILDFLY_39("wildfly-39");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        static Kind of(String label) {
            return Arrays.stream(values())
                    .filter(kind -> kind.label.equals(label.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("server: " + label + " (expected one of "
                            + Arrays.stream(values()).map(Kind::label).collect(Collectors.joining(", ")) + ")"));
        }
    }

    private final RunningServer server;
    private final JMXConnector connector;
    private final MBeanServerConnection jmx;

    private SoakServer(RunningServer server, JMXConnector connector) throws IOException {
        this.server = server;
        this.connector = connector;
        this.jmx = connector.getMBeanServerConnection();
    }

    /**
     * With the ledger as {@value #SHOP}, and nothing else.
     *
     * @param jvmOptions after the rig's own, so that they win
     */
    static SoakServer start(Kind kind, Path home, String... jvmOptions) throws IOException {
        Servers servers = Servers.in(home.resolve("rig/target/servers"));
        ServerOptions options = ServerOptions.defaults()
                .httpThreads(HTTP_THREADS)
                .property("slackwater.server-gate", "on")
                // What is only softly reachable is no leak: a full collection takes it.
                .jvmOption("-XX:SoftRefLRUPolicyMSPerMB=0")
                .logsTo(home.resolve("benchmarks/target/logs"))
                .deploy(SHOP, ledger(home));
        for (String option : jvmOptions) {
            options = options.jvmOption(option);
        }
        RunningServer server = switch (kind) {
            case PAYARA -> servers.startPayaraServer(options);
            case WILDFLY_37, WILDFLY_39 ->
                servers.startWildFly(WildFlyEdition.of(kind.label(), Profile.DEFAULT), options);
        };
        try {
            return new SoakServer(server, connect(server));
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    static Path ledger(Path home) {
        return home.resolve("examples/ledger/target/ledger.war");
    }

    @SuppressWarnings("BanJNDI") // The address is the server's that was started here.
    private static JMXConnector connect(RunningServer server) throws IOException {
        Map<String, Object> environment = new HashMap<>(server.jmxEnvironment());
        environment.put(JMXConnector.CREDENTIALS, new String[] {server.adminUser(), server.adminPassword()});
        return JMXConnectorFactory.connect(new JMXServiceURL(server.jmxUrl()), environment);
    }

    String name() {
        return server.name();
    }

    long pid() {
        return server.pid();
    }

    URI shop() {
        return server.http("/" + SHOP);
    }

    MBeanServerConnection jmx() {
        return jmx;
    }

    /** The shop's MBean; empty while Slackwater does not cover it. */
    Optional<LifecycleMXBean> lifecycle() throws IOException {
        try {
            return Optional.of(LifecycleMBeans.application(jmx, SHOP));
        } catch (InstanceNotFoundException e) {
            return Optional.empty();
        }
    }

    /** By the plain command, and nothing else. */
    void deploySlackwater(Path home) throws IOException {
        server.deploy("slackwater", home.resolve("ear/target/slackwater.ear"));
        String adapter = lifecycle().map(shop -> shop.status().adapter()).orElse("none");
        if (!adapter.startsWith("server gate")) {
            throw new IllegalStateException(
                    "adapter: " + adapter + " (expected the server gate)\n" + server.endOfLog());
        }
    }

    /** The server's ordinary redeploy. */
    void redeploy(Path home, boolean keepSessions) {
        if (keepSessions && server instanceof DomainServer domain) {
            String unused = domain.asadmin(
                    "redeploy",
                    "--keepstate=true",
                    "--name=" + SHOP,
                    ledger(home).toString());
        } else {
            server.redeploy(SHOP, ledger(home));
        }
    }

    @Override
    public void close() throws IOException {
        try {
            connector.close();
        } finally {
            server.close();
        }
    }
}
