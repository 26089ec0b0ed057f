package io.github.slackwater.it;

import io.github.slackwater.rig.ServerOptions;
import io.github.slackwater.rig.Servers;
import io.github.slackwater.rig.WildFlyEdition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentDescription;

/** One of the servers that the tests run on, unchanged; the qualifiers of {@code arquillian.xml}. */
interface ServerKind extends AutoCloseable {

    /** The logs of servers that have ended. */
    Path LOGS = Path.of("target/server-logs");

    /** By qualifier; those of WildFly are {@link WildFlyKind}'s. */
    Map<String, Supplier<ServerKind>> KINDS = Map.of(
            "payara", () -> new DomainServerKind(Servers.find()::startPayaraServer),
            "micro", PayaraMicroKind::new,
            "glassfish", () -> new DomainServerKind(Servers.find()::startGlassFish),
            "liberty", () -> new RigKind<>(Servers.find()::startLiberty, LogFormat.LIBERTY),
            "tomee", () -> new RigKind<>(Servers.find()::startTomEE, LogFormat.TOMCAT));

    /** The qualifiers of the servers for which Slackwater has a server gate. */
    Set<String> GATED = Set.of("payara", "micro", "wildfly-37", "wildfly-39");

    /** Does what Arquillian's adapter cannot do, and sets the system properties that {@code arquillian.xml} names. */
    void prepare();

    /** Whether the class path has an Arquillian adapter for it; else {@link RigContainer} stands in. */
    boolean hasAdapter();

    /** What Arquillian deploys for each test class. */
    List<DeploymentDescription> deployments();

    /** The server that Arquillian has deployed to. */
    ServerUnderTest deployed();

    /** Where the log of the next test class begins. Called before its deployment. */
    long beginLog();

    /** The log of the server that Arquillian deploys to, whether it runs or not. */
    ServerLog log();

    /** Blocks until what the adapter ended has ended; it does not wait for that itself. */
    void undeployed();

    /** Launches a further server, for tests that configure or end it: Slackwater on it first, then the given shop. */
    LaunchedServer launch(ServerOptions options, Path shop);

    @Override
    void close();

    /** The one that this run is for: failsafe sets the property, once for each. */
    static ServerKind ofThisRun() {
        String qualifier = qualifier();
        WildFlyEdition edition = WildFlyKind.EDITIONS.get(qualifier);
        if (edition != null) {
            return new WildFlyKind(qualifier, edition);
        }
        Supplier<ServerKind> kind = KINDS.get(qualifier);
        if (kind == null) {
            Set<String> expected = new TreeSet<>(KINDS.keySet());
            expected.addAll(WildFlyKind.EDITIONS.keySet());
            throw new IllegalArgumentException(
                    "arquillian.launch: " + qualifier + " (expected one of " + expected + ")");
        }
        return kind.get();
    }

    private static String qualifier() {
        return System.getProperty("arquillian.launch", "payara");
    }

    /** Whether this run is for that server. */
    static boolean isOfThisRun(String qualifier) {
        return qualifier().equals(qualifier);
    }

    /** Whether Slackwater has a server gate for the server of this run. */
    static boolean hasServerGate() {
        return GATED.contains(qualifier());
    }

    /** Whether the server of this run deploys EARs. */
    static boolean takesEars() {
        return !qualifier().equals("micro");
    }
}
