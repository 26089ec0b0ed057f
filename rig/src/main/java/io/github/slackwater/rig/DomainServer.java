package io.github.slackwater.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A Payara Server or a GlassFish: a domain of its own, commands by {@code asadmin}. */
public final class DomainServer extends LocalServer {
    /** The launcher hands the key store's password over like this; it is the one that every new domain has. */
    static final String MASTER_PASSWORD = "AS_ADMIN_MASTERPASSWORD=changeit\n";

    private final Distribution distribution;
    private final Asadmin asadmin;
    private final DomainPorts ports;
    private final Path home;
    private final Path domain;

    private DomainServer(
            Distribution distribution,
            Facts facts,
            ServerOptions options,
            Asadmin asadmin,
            DomainPorts ports,
            Path home,
            Path domain) {
        super(facts, options);
        this.distribution = distribution;
        this.asadmin = asadmin;
        this.ports = ports;
        this.home = home;
        this.domain = domain;
    }

    static DomainServer start(Distribution distribution, Servers servers, ServerOptions options) {
        DomainHome home = DomainHome.of(servers, distribution);
        DomainServer server = boot(home, servers, options);
        return Startup.deployed(server, started -> options.deployments().forEach(started::deploy));
    }

    static DomainServer boot(DomainHome home, Servers servers, ServerOptions options) {
        return Startup.retry(
                servers, home.name(), home.distribution().artifact(), directory -> boot(home, directory, options));
    }

    private static DomainServer boot(DomainHome home, Path directory, ServerOptions options)
            throws IOException, PortTakenException {
        Path domain = home.copyDomain(directory);
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        for (Path library : options.libraries()) {
            Files.copy(library, domain.resolve("lib").resolve(library.getFileName()));
        }
        DomainXml xml = new DomainXml(domain.resolve("config/domain.xml"));
        xml.httpThreads(options.httpThreads());
        DomainPorts ports = xml.listenOnLoopback(options.httpPort(), Ports::free);
        List<String> own = new ArrayList<>(List.of("-Djava.io.tmpdir=" + temporary));
        own.addAll(options.jvmArguments());
        List<String> command = command(home, directory, own);

        long start = System.nanoTime();
        ServerProcess process = new ServerProcess(directory, domain.resolve("config"), command, MASTER_PASSWORD);
        try {
            Path log = log(home.distribution(), process, domain);
            Startup.await(
                    process,
                    log,
                    options.startTimeout(),
                    List.of(ports.http(), ports.https(), ports.admin(), ports.jmx()),
                    () -> Startup.jmxAnswers(jmxUrl(ports.jmx()), Administrator.USER, Administrator.PASSWORD));
            Duration bootTime = Duration.ofNanos(System.nanoTime() - start);
            Asadmin asadmin =
                    Asadmin.remote(home.path(), directory, ports.admin(), Administrator.USER, Administrator.PASSWORD);
            Facts facts = new Facts(home.name(), process, log, ports.http(), ports.jmx(), bootTime);
            return new DomainServer(home.distribution(), facts, options, asadmin, ports, home.path(), domain);
        } catch (IOException | PortTakenException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /**
     * Of two starts of GlassFish 7.0.21 on a busy machine one leaves {@code server.log} empty: the thread that writes it
     * ends at once if it runs before its starter has noted that it was started. The console has the same entries.
     */
    private static Path log(Distribution distribution, ServerProcess process, Path domain) {
        return distribution == Distribution.GLASSFISH ? process.console() : domain.resolve("logs/server.log");
    }

    /** The command line of {@code asadmin start-domain}, run directly: the child is the server, and gets its signals. */
    private static List<String> command(DomainHome home, Path directory, List<String> options) {
        String printed = Asadmin.local(home.path(), directory)
                .run("start-domain", "--dry-run", "--domaindir=" + directory, "domain1");
        return command(home.distribution(), printed, options);
    }

    /** The same from what a {@code --dry-run} has printed. */
    static List<String> command(Distribution distribution, String printed, List<String> options) {
        List<String> command = new ArrayList<>(printed.lines()
                .dropWhile(line -> !line.endsWith("java"))
                .takeWhile(line -> !line.isBlank())
                .toList());
        String mainClass = distribution.mainClass();
        int main = command.indexOf(mainClass);
        if (main < 1) {
            throw new ServerException("asadmin --dry-run: no " + mainClass + " in\n" + printed);
        }
        command.addAll(main, options);
        return command;
    }

    /**
     * Runs one {@code asadmin} command on this server, such as {@code "redeploy", "--keepstate=true", ...}, and returns
     * what it printed.
     *
     * @throws ServerException with the output, when the command fails
     */
    public String asadmin(String... command) {
        return asadmin.run(command);
    }

    /** {@code asadmin stop-domain}, as on the server's own machine; waits for the end, and returns what was printed. */
    public String stopDomain() {
        return asadmin.run("stop-domain", "--domaindir=" + domain.getParent(), String.valueOf(domain.getFileName()));
    }

    /** The installation, with {@code glassfish} in it. */
    Path home() {
        return home;
    }

    /** The port of the admin listener, on 127.0.0.1. */
    public int adminPort() {
        return ports.admin();
    }

    /** The domain's folder, with {@code config}, {@code lib} and {@code logs}. */
    public Path domain() {
        return domain;
    }

    @Override
    public Optional<URI> https(String path) {
        return Optional.of(https(ports.https(), path));
    }

    /** Of the realm {@code file}. The command takes the password from a file only. */
    @Override
    public void addUser(String user, String password, String role) {
        try {
            Path directory = Files.createTempDirectory(domain, "user-");
            Asadmin withPassword = Asadmin.remote(
                    home,
                    directory,
                    ports.admin(),
                    Administrator.USER,
                    Administrator.PASSWORD,
                    "AS_ADMIN_USERPASSWORD=" + password);
            String unused = withPassword.run("create-file-user", "--groups=" + role, user);
            Directories.delete(directory);
        } catch (IOException e) {
            throw new ServerException("user " + user + ": cannot be added", e);
        }
    }

    /** Written every second; by default Payara keeps up to 32 KiB for five minutes. */
    @Override
    public Path logAccess() {
        String service = "configs.config.server-config.http-service.";
        String unused = asadmin(
                "set",
                service + "access-log.format=%client.name% \"%request%\" %status%",
                service + "access-log.write-interval-seconds=1",
                service + "access-logging-enabled=true");
        return domain.resolve("logs/access");
    }

    @Override
    public Optional<URI> health() {
        return distribution == Distribution.GLASSFISH ? Optional.empty() : super.health();
    }

    @Override
    public void deploy(String name, Path archive) {
        deployCommand(name, archive, List.of());
    }

    /** The jar is named as an administrator would: relative to the domain's {@code lib/applibs}. */
    @Override
    public void deploy(String name, Path archive, Path library) {
        Path jar = domain.resolve("lib/applibs").resolve(library.getFileName());
        try {
            Files.copy(library, jar, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(library + ": cannot be copied to " + jar, e);
        }
        deployCommand(name, archive, List.of("--libraries=" + jar.getFileName()));
    }

    /** GlassFish would take the context root of a WAR from the file's name. An EAR says its own. */
    private void deployCommand(String name, Path archive, List<String> options) {
        String file = archive(archive);
        List<String> command = new ArrayList<>(List.of("deploy", "--name=" + name));
        if (file.endsWith(".war")) {
            command.add("--contextroot=/" + name);
        }
        command.addAll(options);
        command.add(file);
        asadmin(command.toArray(String[]::new));
    }

    @Override
    public void redeploy(String name, Path archive) {
        asadmin("redeploy", "--name=" + name, archive(archive));
    }

    @Override
    public void redeployKeepingSessions(String name, Path archive) {
        asadmin("redeploy", "--name=" + name, "--keepstate=true", archive(archive));
    }

    @Override
    public void undeploy(String name) {
        asadmin("undeploy", name);
    }

    private static String archive(Path archive) {
        Path absolute = archive.toAbsolutePath();
        String name = String.valueOf(absolute.getFileName()).toLowerCase(Locale.ROOT);
        if (!Files.isReadable(absolute) || !name.matches(".*\\.(war|ear|jar|rar)")) {
            throw new IllegalArgumentException(
                    "archive: " + absolute + " (expected a readable .war, .ear, .jar or .rar)");
        }
        return absolute.toString();
    }
}
