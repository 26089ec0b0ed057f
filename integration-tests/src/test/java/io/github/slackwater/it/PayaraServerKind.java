package io.github.slackwater.it;

import io.github.slackwater.rig.PayaraServer;
import io.github.slackwater.rig.ServerOptions;
import io.github.slackwater.rig.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.management.MBeanServerConnection;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentDescription;
import org.jspecify.annotations.Nullable;

/** Payara Server with the EAR: one process for all test classes, started by the rig; Arquillian deploys. */
final class PayaraServerKind implements ServerKind {

    private static final ServerOptions OPTIONS =
            ServerOptions.defaults().startTimeout(Duration.ofSeconds(90)).logsTo(LOGS);

    private final Servers servers = Servers.find();
    private @Nullable PayaraServer process;
    private @Nullable ServerUnderTest server;

    @Override
    public void prepare() {
        PayaraServer started = servers.startPayaraServer(OPTIONS);
        process = started;
        server = underTest(started);
        System.setProperty("slackwater.it.payara.home", home(deployed().jmx()));
        System.setProperty("slackwater.it.payara.adminPort", String.valueOf(started.adminPort()));
        System.setProperty("slackwater.it.payara.adminUser", started.adminUser());
        System.setProperty("slackwater.it.payara.adminPassword", started.adminPassword());
        System.out.printf(
                "%s booted in %d ms%n", started.name(), started.bootTime().toMillis());
    }

    @Override
    public List<DeploymentDescription> deployments() {
        return List.of(
                new DeploymentDescription("slackwater", Artifacts.slackwaterEar())
                        .shouldBeTestable(false)
                        .setOrder(1),
                new DeploymentDescription("shop", Artifacts.coveredShop())
                        .shouldBeTestable(false)
                        .setOrder(2));
    }

    @Override
    public ServerUnderTest deployed() {
        if (server == null) {
            throw new IllegalStateException("no server (expected prepare() before)");
        }
        return server;
    }

    @Override
    public long beginLog() {
        return log().length();
    }

    @Override
    public ServerLog log() {
        return deployed().log();
    }

    @Override
    public void undeployed() {
        // The adapter has waited for its command to end.
    }

    @Override
    public LaunchedServer launch(ServerOptions options, Path shop) {
        PayaraServer started = servers.startPayaraServer(options.startTimeout(OPTIONS.startTimeout())
                .logsTo(LOGS)
                .deploy(ServerUnderTest.SLACKWATER, Artifacts.ear())
                .deploy(ServerUnderTest.SHOP, shop));
        return new LaunchedServer(started, underTest(started));
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        if (process != null) {
            process.close();
        }
    }

    private static ServerUnderTest underTest(PayaraServer process) {
        return new ServerUnderTest(ServerUnderTest.Address.of(process, Artifacts.ear()), new AsadminAdmin(process));
    }

    private static String home(MBeanServerConnection jmx) {
        try {
            String root = ManagementFactory.getPlatformMXBean(jmx, RuntimeMXBean.class)
                    .getSystemProperties()
                    .get("com.sun.aas.installRoot");
            return Path.of(String.valueOf(root)).resolveSibling(".").normalize().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Payara's own {@code asadmin}, each command in a process of its own. */
    private record AsadminAdmin(PayaraServer process) implements Admin {
        @Override
        public void deploy(String name, Path archive) {
            process.deploy(name, archive);
        }

        @Override
        public void redeploy(String name, Path archive) {
            process.redeploy(name, archive);
        }

        @Override
        public void undeploy(String name) {
            process.undeploy(name);
        }
    }
}
