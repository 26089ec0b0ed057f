package io.github.slackwater.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.management.remote.JMXConnectorFactory;

/** A WildFly with a base directory of its own; commands by {@code jboss-cli}. */
public final class WildFlyServer extends LocalServer {
    /** System property of the server: the largest body of a request in bytes, on the HTTP listener; 0: any. */
    public static final String MAX_POST_SIZE = "rig.max-post-size";

    /** {@code WFLYSRV0025: WildFly ... started in 4829ms - ...}. */
    private static final String STARTED = " WFLYSRV0025:";
    /** {@code WFLYSRV0026: WildFly ... started (with errors) in ...}. */
    private static final String STARTED_WITH_ERRORS = " WFLYSRV0026:";

    private final Path home;
    private final Path base;
    private final int httpsPort;
    private final WildFlyEdition edition;
    private final ClassLoader client;
    private final JBossCli cli;
    private final Set<String> overlaid = ConcurrentHashMap.newKeySet();

    private WildFlyServer(
            Facts facts, ServerOptions options, WildFlyHome home, Path base, int httpsPort, WildFlyEdition edition) {
        super(facts, options);
        this.home = home.path();
        this.base = base;
        this.httpsPort = httpsPort;
        this.edition = edition;
        this.client = home.client();
        this.cli = new JBossCli(client, facts.jmxPort(), adminUser(), adminPassword());
    }

    static WildFlyServer start(Servers servers, WildFlyEdition edition, ServerOptions options) {
        WildFlyHome home = WildFlyHome.of(servers, edition.release());
        WildFlyServer server = Startup.retry(
                servers, home.name(), edition.release(), directory -> boot(home, directory, edition, options));
        return Startup.deployed(server, started -> {
            options.commands().forEach(started::cli);
            options.deployments().forEach(started::deploy);
        });
    }

    private static WildFlyServer boot(WildFlyHome home, Path directory, WildFlyEdition edition, ServerOptions options)
            throws IOException, PortTakenException {
        Path base = home.copyBase(directory);
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        configure(base, edition, options);
        int http = options.httpPort() == 0 ? Ports.free() : options.httpPort();
        int https = Ports.free();
        int management = Ports.free();
        List<String> jvm = new ArrayList<>(List.of("-Djava.io.tmpdir=" + temporary));
        jvm.addAll(options.jvmArguments());
        List<String> server = List.of(
                "-c",
                edition.profile().file(),
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.bind.address.unsecure=127.0.0.1",
                "-Djboss.http.port=" + http,
                "-Djboss.https.port=" + https,
                "-Djboss.management.http.port=" + management);

        long start = System.nanoTime();
        ServerProcess process = new ServerProcess(directory, base, home.command(base, jvm, server), "");
        try {
            Path log = WildFlyHome.log(base);
            ClassLoader client = home.client();
            Startup.await(
                    process,
                    log,
                    options.startTimeout(),
                    List.of(http, management),
                    () -> started(log)
                            && Startup.jmxAnswers(
                                    jmxUrlOf(management),
                                    jmxEnvironment(client),
                                    Administrator.USER,
                                    Administrator.PASSWORD));
            Duration bootTime = Duration.ofNanos(System.nanoTime() - start);
            Facts facts = new Facts(home.name(), process, log, http, management, bootTime);
            return new WildFlyServer(facts, options, home, base, https, edition);
        } catch (IOException | PortTakenException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private static void configure(Path base, WildFlyEdition edition, ServerOptions options) throws IOException {
        WildFlyXml xml = new WildFlyXml(
                base.resolve("configuration").resolve(edition.profile().file()));
        xml.httpThreads(options.httpThreads());
        xml.maxPostSize();
        xml.otherPorts(Ports::free);
        xml.askLocalUsersForAPassword();
        if (edition.healthAdded()) {
            xml.addHealth();
        }
        if (!options.libraries().isEmpty()) {
            Path libraries = Files.createDirectory(base.resolve("libraries"));
            for (Path library : options.libraries()) {
                Files.copy(library, libraries.resolve(library.getFileName()));
            }
            xml.globalDirectory(libraries);
        }
        xml.write();
    }

    private static boolean started(Path log) {
        List<String> lines = ServerProcess.read(log);
        if (lines.stream().anyMatch(line -> line.contains(STARTED_WITH_ERRORS))) {
            throw new ServerException("started with errors\n" + ServerProcess.tail(log));
        }
        return lines.stream().anyMatch(line -> line.contains(STARTED));
    }

    /**
     * Runs one command of {@code jboss-cli} on this server, such as {@code ":suspend(suspend-timeout=30)"}, and returns the
     * answer to an operation.
     *
     * @throws ServerException with the server's reason, when it fails
     */
    public String cli(String command) {
        return cli.run(command);
    }

    @Override
    public Optional<URI> https(String path) {
        return Optional.of(https(httpsPort, path));
    }

    /** What {@code add-user.sh -a -g} does, of the realm {@code ApplicationRealm}; read anew at once. */
    @Override
    public void addUser(String user, String password, String role) {
        Path configuration = base.resolve("configuration");
        try {
            Files.writeString(
                    configuration.resolve("application-users.properties"),
                    WildFlyHome.userLine(user, "ApplicationRealm", password),
                    StandardOpenOption.APPEND);
            Files.writeString(
                    configuration.resolve("application-roles.properties"),
                    user + "=" + role + "\n",
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(configuration + ": cannot be written", e);
        }
        String unused = cli("/subsystem=elytron/properties-realm=ApplicationRealm:load");
    }

    @Override
    public Path logAccess() {
        String unused = cli("/subsystem=undertow/server=default-server/host=default-host/setting=access-log"
                + ":add(pattern=\"%h \\\"%r\\\" %s\",prefix=access_log.)");
        return base.resolve("log");
    }

    /** WildFly's own protocol, on the port of the management interface. */
    @Override
    public String jmxUrl() {
        return jmxUrlOf(jmxPort());
    }

    private static String jmxUrlOf(int port) {
        return "service:jmx:remote+http://127.0.0.1:" + port;
    }

    /** Where the classes of WildFly's protocol are. */
    @Override
    public Map<String, ?> jmxEnvironment() {
        return jmxEnvironment(client);
    }

    private static Map<String, ?> jmxEnvironment(ClassLoader client) {
        return Map.of(JMXConnectorFactory.PROTOCOL_PROVIDER_CLASS_LOADER, client);
    }

    /** On the management interface. */
    @Override
    public Optional<URI> health() {
        return edition.hasHealth()
                ? Optional.of(URI.create("http://127.0.0.1:" + jmxPort() + "/health"))
                : Optional.empty();
    }

    @Override
    public void deploy(String name, Path archive) {
        String unused = cli("deploy " + archive.toAbsolutePath() + " --name=" + name + extension(archive));
    }

    /** By an overlay, over what is deployed: the archive itself stays as it is. */
    @Override
    public void deploy(String name, Path archive, Path library) {
        deploy(name, archive);
        String unused = cli("deployment-overlay add --name=" + name + " --content=/WEB-INF/lib/" + library.getFileName()
                + "=" + library.toAbsolutePath() + " --deployments=" + deployment(name) + " --redeploy-affected");
        overlaid.add(name);
    }

    @Override
    public void redeploy(String name, Path archive) {
        String unused = cli("deploy " + archive.toAbsolutePath() + " --force --name=" + deployment(name));
    }

    @Override
    public void undeploy(String name) {
        String unused = cli("undeploy " + deployment(name));
        if (overlaid.remove(name)) {
            unused = cli("deployment-overlay remove --name=" + name);
        }
    }

    @Override
    public Optional<Suspension> suspension() {
        return Optional.of(new Suspension() {
            @Override
            public void suspend() {
                String unused = cli(":suspend(suspend-timeout=60)");
            }

            @Override
            public void resume() {
                String unused = cli(":resume");
            }
        });
    }

    /** The server's name for what was deployed under this one, by whomever; its extension decides how it is deployed. */
    private String deployment(String name) {
        String deployments = cli(":read-children-names(child-type=deployment)");
        return Pattern.compile("\"(" + Pattern.quote(name) + "\\.\\w+)\"")
                .matcher(deployments)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new ServerException(name + ": not deployed (expected one of " + deployments + ")"));
    }

    /** The installation, which several servers share. */
    public Path home() {
        return home;
    }

    @Override
    public void close() {
        try {
            cli.close();
        } finally {
            super.close();
        }
    }

    private static String extension(Path archive) {
        String file = String.valueOf(archive.getFileName()).toLowerCase(Locale.ROOT);
        if (!Files.isReadable(archive) || !file.matches(".*\\.(war|ear|jar|rar)")) {
            throw new IllegalArgumentException(
                    "archive: " + archive + " (expected a readable .war, .ear, .jar or .rar)");
        }
        return file.substring(file.lastIndexOf('.'));
    }
}
