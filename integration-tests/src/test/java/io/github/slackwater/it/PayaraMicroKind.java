package io.github.slackwater.it;

import io.github.slackwater.rig.PayaraMicro;
import io.github.slackwater.rig.PayaraMicroArguments;
import io.github.slackwater.rig.ServerOptions;
import io.github.slackwater.rig.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentDescription;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;

/**
 * Payara Micro with the WAR: Arquillian's adapter starts a process for each test class, with Slackwater as the one archive
 * that it can deploy; the shop comes by the command line.
 */
final class PayaraMicroKind implements ServerKind {

    private static final Duration END = Duration.ofSeconds(60);
    private static final Path FOLDER = Path.of("target/micro").toAbsolutePath();
    private static final ServerOptions OPTIONS = ServerOptions.defaults();

    private final Servers servers = Servers.find();
    private final PayaraMicroArguments arguments = arguments(servers);
    private @Nullable ServerUnderTest server;
    private @Nullable ProcessHandle process;

    @Override
    public void prepare() {
        List<String> micro = new ArrayList<>(arguments.micro());
        // Without %g the server puts the generation at the end of the name.
        micro.addAll(List.of("--logtofile", FOLDER.resolve("server-%g.log").toString()));
        for (WebArchive archive : List.of(OperatorAdmin.archive(), Artifacts.coveredShop())) {
            micro.addAll(List.of(
                    "--deploy", Artifacts.export(archive, arguments.directory()).toString()));
        }
        List<String> jvm = new ArrayList<>(arguments.jvm());
        jvm.add("-Djava.io.tmpdir=" + arguments.directory());
        System.setProperty("slackwater.it.micro.jar", arguments.jar().toString());
        System.setProperty("slackwater.it.micro.jvmOptions", words(jvm));
        System.setProperty("slackwater.it.micro.options", words(micro));
    }

    @Override
    public boolean hasAdapter() {
        return true;
    }

    @Override
    public List<DeploymentDescription> deployments() {
        return List.of(new DeploymentDescription("slackwater", Artifacts.slackwaterWar()).shouldBeTestable(false));
    }

    @Override
    public ServerUnderTest deployed() {
        ServerUnderTest known = server;
        if (known != null) {
            return known;
        }
        ProcessHandle started = child();
        try {
            arguments.openJmx(started.pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ServerUnderTest connected = new ServerUnderTest(
                new ServerUnderTest.Address(
                        "Payara Micro",
                        arguments.http(),
                        null,
                        arguments.http().resolve("/health"),
                        arguments.jmxUrl(),
                        Map.of(),
                        arguments.adminUser(),
                        arguments.adminPassword(),
                        log(),
                        Artifacts.war()),
                new OperatorAdmin(arguments.jmxUrl(), arguments.adminUser(), arguments.adminPassword()));
        process = started;
        server = connected;
        return connected;
    }

    /** A log for each process: an old one would be taken for it. */
    @Override
    public long beginLog() {
        try {
            boolean unused = Files.deleteIfExists(logFile());
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ServerLog log() {
        return new ServerLog(logFile(), LogFormat.PAYARA);
    }

    @Override
    public void undeployed() {
        if (server != null) {
            server.close();
            server = null;
        }
        if (process != null) {
            awaitEnd(process);
            keepLog(process.pid());
            process = null;
        }
    }

    private static void keepLog(long pid) {
        try {
            Files.createDirectories(LOGS);
            Files.copy(logFile(), LOGS.resolve("payara-micro-" + pid + ".log"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The operator is deployed first: without it its administrator can do nothing. */
    @Override
    public LaunchedServer launch(ServerOptions options, Path shop) {
        PayaraMicro started = servers.startPayaraMicro(options.startTimeout(Duration.ofSeconds(90))
                .logsTo(LOGS)
                .deploy("operator", Artifacts.export(OperatorAdmin.archive(), FOLDER))
                .deploy(ServerUnderTest.SLACKWATER, Artifacts.war())
                .deploy(ServerUnderTest.SHOP, shop));
        ServerUnderTest underTest = new ServerUnderTest(
                ServerUnderTest.Address.of(started, LogFormat.PAYARA, Artifacts.war()),
                new OperatorAdmin(started.jmxUrl(), started.adminUser(), started.adminPassword()));
        return new LaunchedServer(started, underTest);
    }

    @Override
    public void close() {
        undeployed();
    }

    private static PayaraMicroArguments arguments(Servers servers) {
        try {
            Files.createDirectories(FOLDER);
            return PayaraMicroArguments.create(servers, OPTIONS, Files.createTempDirectory(FOLDER, "server-"));
        } catch (IOException e) {
            throw new UncheckedIOException(FOLDER + ": cannot be prepared", e);
        }
    }

    private static Path logFile() {
        return FOLDER.resolve("server-0.log");
    }

    /** The adapter keeps the process that it started to itself. */
    private ProcessHandle child() {
        String port = String.valueOf(arguments.http().getPort());
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(port))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no process of ours on port " + port));
    }

    /** The next one needs its ports. */
    private static void awaitEnd(ProcessHandle process) {
        try {
            ProcessHandle unused = process.onExit().get(END.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            boolean unused = process.destroyForcibly();
            throw new AssertionError("pid " + process.pid() + ": still ran " + END.toSeconds() + " s after SIGTERM", e);
        }
    }

    /** As the adapter splits them. */
    private static String words(List<String> arguments) {
        return arguments.stream().map(word -> word.replace(" ", "\\ ")).collect(Collectors.joining(" "));
    }
}
