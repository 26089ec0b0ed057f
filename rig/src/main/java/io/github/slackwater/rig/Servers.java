package io.github.slackwater.rig;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Where the servers come from and where they run: a folder with the artifacts that Maven put there, of exactly the
 * versions that this rig was built for. A server is unpacked once, into {@code work} in that folder, which takes up to 20
 * s; every instance then has a folder of its own there. For all threads, and for several JVMs at once.
 */
public final class Servers {
    /** System property: the folder with the artifacts. */
    public static final String FOLDER_PROPERTY = "slackwater.rig.servers";

    private static final String BUILT_BY_MAVEN = "rig/target/servers";
    private static final Object PREPARING = new Object();

    private final Path folder;
    private final Properties artifacts;

    private Servers(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        this.artifacts = readArtifacts();
    }

    /** What makes a folder of shared files from an artifact. */
    interface Preparation {
        void prepare(Path artifact, Path to) throws IOException;
    }

    /**
     * The folder that the system property {@value #FOLDER_PROPERTY} names, else the first {@code rig/target/servers} in
     * the current directory and those above it.
     *
     * @throws ServerException when there is none
     */
    public static Servers find() {
        String named = System.getProperty(FOLDER_PROPERTY);
        if (named != null) {
            return in(Path.of(named));
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path up = start; up != null; up = up.getParent()) {
            if (Files.isDirectory(up.resolve(BUILT_BY_MAVEN))) {
                return in(up.resolve(BUILT_BY_MAVEN));
            }
        }
        throw new ServerException(BUILT_BY_MAVEN + ": neither in " + start
                + " nor above it (expected after \"mvn package\"; or name the folder by -D" + FOLDER_PROPERTY + ")");
    }

    /** The servers of one folder. */
    public static Servers in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ServerException(folder + ": no such folder (expected the servers' artifacts in it)");
        }
        return new Servers(folder);
    }

    /**
     * Starts a Payara Server and blocks until it answers and all is deployed.
     *
     * @throws ServerException with the end of its log, when it does not
     */
    public DomainServer startPayaraServer(ServerOptions options) {
        return DomainServer.start(Distribution.PAYARA, this, options);
    }

    /** As {@link #startPayaraServer}. */
    public DomainServer startGlassFish(ServerOptions options) {
        return DomainServer.start(Distribution.GLASSFISH, this, options);
    }

    /** As {@link #startPayaraServer}. */
    public PayaraMicro startPayaraMicro(ServerOptions options) {
        return PayaraMicro.start(this, options);
    }

    /** As {@link #startPayaraServer}. */
    public TomEEServer startTomEE(ServerOptions options) {
        return TomEEServer.start(this, options);
    }

    /** As {@link #startPayaraServer}. */
    public WildFlyServer startWildFly(WildFlyEdition edition, ServerOptions options) {
        return WildFlyServer.start(this, edition, options);
    }

    /** As {@link #startPayaraServer}; nothing is deployed. */
    public PayaraDeploymentGroup startPayaraDeploymentGroup(ServerOptions options) {
        return PayaraDeploymentGroup.start(this, options);
    }

    /** As {@link #startPayaraServer}; nothing is deployed. */
    public WildFlyDomain startWildFlyDomain(String release, ServerOptions options) {
        return WildFlyDomain.start(this, release, options);
    }

    /** As {@link #startPayaraServer}. */
    public LibertyServer startLiberty(ServerOptions options) {
        return LibertyServer.start(this, options);
    }

    /**
     * Starts a load balancer before two servers, and blocks until it listens.
     *
     * @param configuration as it stands in {@code docs/balancers}; its addresses are replaced
     * @param nodes where the two servers are, in the order of the configuration
     * @param others what else in the configuration is to be replaced, and by what
     * @param logs where its log goes when it is closed
     * @throws ServerException with the end of its log, when it does not start; with the name of Debian's package, when it is
     *     not installed
     */
    public Balancer startBalancer(
            BalancerSoftware software, Path configuration, List<URI> nodes, Map<String, String> others, Path logs) {
        return PackagedBalancer.start(this, software, configuration, nodes, others, logs);
    }

    /**
     * Starts a WildFly that is a load balancer, and blocks until it listens.
     *
     * @param script for {@code jboss-cli}, as it stands in {@code docs/balancers}
     * @param addresses what is to be replaced in it, and by what
     * @param logs where its log goes when it is closed
     */
    public Balancer startModClusterBalancer(String release, Path script, Map<String, String> addresses, Path logs) {
        return ModClusterBalancer.start(this, release, script, addresses, logs);
    }

    Path payaraMicroJar() {
        return artifact("payara-micro");
    }

    Path tomEEZip() {
        return artifact("tomee");
    }

    Path libertyZip() {
        return artifact("open-liberty");
    }

    /** A new empty folder for one instance. */
    Path instanceFolder(String prefix) throws IOException {
        Path instances = work().resolve("instances");
        Files.createDirectories(instances);
        return Files.createTempDirectory(instances, prefix + "-");
    }

    /** The shared folder made from an artifact: made once, by one thread of one JVM, while the others wait. */
    Path prepared(Path artifact, Preparation preparation) {
        Path to = work().resolve(artifact.getFileName() + ".d");
        Path done = to.resolve("prepared");
        synchronized (PREPARING) {
            try {
                Files.createDirectories(work());
                try (FileChannel channel = FileChannel.open(
                                work().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    if (lock.isValid() && !Files.exists(done)) {
                        Directories.delete(to);
                        Files.createDirectories(to);
                        preparation.prepare(artifact, to);
                        Files.createFile(done);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(artifact + ": cannot be unpacked into " + to, e);
            }
        }
        return to;
    }

    private Path work() {
        return folder.resolve("work");
    }

    /** @param key of {@code servers.properties} */
    Path artifact(String key) {
        Path file = folder.resolve(artifacts.getProperty(key, key));
        if (!Files.isRegularFile(file)) {
            throw new ServerException(file + ": no such file (expected after \"mvn package\" of the module rig)");
        }
        return file;
    }

    private static Properties readArtifacts() {
        Properties properties = new Properties();
        try (InputStream in = Servers.class.getResourceAsStream("servers.properties")) {
            if (in == null) {
                throw new ServerException("servers.properties: not beside " + Servers.class.getName());
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("servers.properties: cannot be read", e);
        }
        return properties;
    }
}
