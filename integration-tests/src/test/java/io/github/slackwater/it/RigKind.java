package io.github.slackwater.it;

import io.github.slackwater.rig.DomainServer;
import io.github.slackwater.rig.RunningServer;
import io.github.slackwater.rig.ServerOptions;
import io.github.slackwater.rig.Suspension;
import io.github.slackwater.rig.WildFlyServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentDescription;
import org.jspecify.annotations.Nullable;

/**
 * A server with the EAR: one process for all test classes, started by the rig; Arquillian deploys, by the server's own
 * adapter or by {@link RigContainer}.
 *
 * @param <S> the server, as the rig starts it
 */
class RigKind<S extends RunningServer> implements ServerKind {

    private static final ServerOptions OPTIONS = LibraryIT.leftToItsFilter(
            ServerOptions.defaults().startTimeout(Duration.ofSeconds(90)).logsTo(LOGS));

    private final Function<ServerOptions, S> start;
    private final LogFormat format;
    private @Nullable S process;
    private @Nullable ServerUnderTest server;

    RigKind(Function<ServerOptions, S> start, LogFormat format) {
        this.start = start;
        this.format = format;
    }

    @Override
    public final void prepare() {
        S started = start.apply(OPTIONS);
        process = started;
        server = underTest(started);
        tellArquillian(started);
        System.out.printf(
                "%s booted in %d ms%n", started.name(), started.bootTime().toMillis());
    }

    /** Sets the system properties that {@code arquillian.xml} names for the server's own adapter. */
    void tellArquillian(S started) {}

    @Override
    public boolean hasAdapter() {
        return false;
    }

    @Override
    public final List<DeploymentDescription> deployments() {
        return List.of(
                new DeploymentDescription(ServerUnderTest.SLACKWATER, Artifacts.slackwaterEar())
                        .shouldBeTestable(false)
                        .setOrder(1),
                new DeploymentDescription(ServerUnderTest.SHOP, Artifacts.coveredShop())
                        .shouldBeTestable(false)
                        .setOrder(2));
    }

    @Override
    public final ServerUnderTest deployed() {
        if (server == null) {
            throw new IllegalStateException("no server (expected prepare() before)");
        }
        return server;
    }

    @Override
    public final long beginLog() {
        return log().length();
    }

    @Override
    public final ServerLog log() {
        return deployed().log();
    }

    @Override
    public final void undeployed() {
        // Whoever undeployed has waited for it.
    }

    @Override
    public final LaunchedServer launch(ServerOptions options, Path shop) {
        S started = start.apply(options.startTimeout(OPTIONS.startTimeout())
                .logsTo(LOGS)
                .deploy(ServerUnderTest.SLACKWATER, Artifacts.ear())
                .deploy(ServerUnderTest.SHOP, shop));
        return new LaunchedServer(started, underTest(started));
    }

    @Override
    public final void close() {
        if (server != null) {
            server.close();
        }
        if (process != null) {
            process.close();
        }
    }

    private ServerUnderTest underTest(S process) {
        return new ServerUnderTest(ServerUnderTest.Address.of(process, format, Artifacts.ear()), new RigAdmin(process));
    }

    /** The server's own commands, as the rig gives them. */
    private record RigAdmin(RunningServer process) implements Admin {
        @Override
        public void deploy(String name, Path archive) {
            process.deploy(name, archive);
        }

        @Override
        public void deploy(String name, Path archive, Path library) {
            process.deploy(name, archive, library);
        }

        @Override
        public void redeploy(String name, Path archive) {
            process.redeploy(name, archive);
        }

        @Override
        public void redeployKeepingSessions(String name, Path archive) {
            process.redeployKeepingSessions(name, archive);
        }

        @Override
        public void undeploy(String name) {
            process.undeploy(name);
        }

        @Override
        public void command(String... words) {
            String unused;
            if (process instanceof DomainServer domain) {
                unused = domain.asadmin(words);
            } else if (process instanceof WildFlyServer wildFly) {
                unused = wildFly.cli(String.join(" ", words));
            } else {
                throw new UnsupportedOperationException(process.name() + " takes no such commands");
            }
        }

        @Override
        public Optional<Suspension> suspension() {
            return process.suspension();
        }
    }
}
