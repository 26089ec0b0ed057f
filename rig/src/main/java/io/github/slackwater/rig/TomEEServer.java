package io.github.slackwater.rig;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A TomEE: its administrator puts archives into its folders, and reads in the log what came of it. */
public final class TomEEServer extends LocalServer {
    private static final String READY = "Server startup in [";

    /** A redeploy waits for the requests in flight. */
    private static final Duration LONGEST_CHANGE = Duration.ofMinutes(2);

    /** It looks for changes every second or two. */
    private static final Duration NOTICED = Duration.ofSeconds(15);

    private final ServerProcess process;
    private final TomEEFolder folder;

    private TomEEServer(Facts facts, ServerOptions options, TomEEFolder folder) {
        super(facts, options);
        this.process = facts.process();
        this.folder = folder;
    }

    static TomEEServer start(Servers servers, ServerOptions options) {
        TomEEHome home = TomEEHome.of(servers);
        TomEEServer server = Startup.retry(servers, home.name(), "tomee", directory -> boot(home, directory, options));
        return Startup.deployed(
                server,
                started -> options.deployments()
                        .keySet()
                        .forEach(name -> started.awaitDeployed("start with " + name, name, 0)));
    }

    private static TomEEServer boot(TomEEHome home, Path directory, ServerOptions options)
            throws IOException, PortTakenException {
        TomEEFolder folder = new TomEEFolder(home.createBase(directory));
        for (Path library : options.libraries()) {
            Files.copy(library, folder.path().resolve("lib").resolve(library.getFileName()));
        }
        for (Map.Entry<String, Path> deployment : options.deployments().entrySet()) {
            folder.put(deployment.getKey(), deployment.getValue());
        }
        int httpPort = options.httpPort() == 0 ? Ports.free() : options.httpPort();
        int jmxPort = Ports.free();
        TomEEConfiguration.write(folder.path(), httpPort, options.httpThreads());
        List<String> jvm = new ArrayList<>(
                List.of("-Djava.rmi.server.hostname=127.0.0.1", "-Dopenejb.autodeploy.interval=250 milliseconds"));
        jvm.addAll(options.jvmArguments());

        long start = System.nanoTime();
        ServerProcess process = new ServerProcess(directory, folder.path(), home.command(folder.path(), jvm), "");
        try {
            Path log = process.console();
            Startup.await(
                    process,
                    log,
                    options.startTimeout(),
                    List.of(httpPort),
                    () -> ServerProcess.read(log).stream().anyMatch(line -> line.contains(READY)));
            JmxConnector.open(process, jmxPort, Administrator.USER, Administrator.PASSWORD);
            Startup.await(
                    process,
                    log,
                    options.startTimeout(),
                    List.of(jmxPort),
                    () -> Startup.jmxAnswers(jmxUrl(jmxPort), Administrator.USER, Administrator.PASSWORD));
            Duration bootTime = Duration.ofNanos(System.nanoTime() - start);
            return new TomEEServer(new Facts(home.name(), process, log, httpPort, jmxPort, bootTime), options, folder);
        } catch (IOException | PortTakenException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** Within each application; within Slackwater, where its own check is. */
    @Override
    public Optional<URI> health() {
        return Optional.of(http("/slackwater/api/health"));
    }

    @Override
    public void deploy(String name, Path archive) {
        if (folder.has(name)) {
            throw new ServerException(name + ": deployed already (expected redeploy)");
        }
        try {
            put("deploy", name, archive);
        } catch (ServerException refused) {
            clear(name, refused);
            throw refused;
        }
    }

    private void clear(String name, ServerException refused) {
        try {
            folder.clear(name);
        } catch (IOException e) {
            refused.addSuppressed(e);
        }
    }

    /** Puts the new archive in the old one's place: TomEE sees that, undeploys the old one, and deploys the new one. */
    @Override
    public void redeploy(String name, Path archive) {
        mustBeThere("redeploy", name);
        put("redeploy", name, archive);
    }

    @Override
    public void undeploy(String name) {
        mustBeThere("undeploy", name);
        int from = ServerProcess.read(logFile()).size();
        String command = "undeploy " + name;
        try {
            folder.remove(name);
        } catch (IOException e) {
            throw new ServerException(command + ": failed", e);
        }
        await(command, name, from, news -> folder.isUndeployed(name, news));
    }

    private void mustBeThere(String command, String name) {
        if (!folder.has(name)) {
            throw new ServerException(command + " " + name + ": no such application");
        }
    }

    private void put(String command, String name, Path archive) {
        int from = ServerProcess.read(logFile()).size();
        String what = command + " " + name + " " + archive;
        try {
            folder.put(name, archive);
        } catch (IOException e) {
            throw new ServerException(what + ": failed", e);
        }
        long[] touched = {System.nanoTime()};
        await(what, name, from, news -> {
            boolean overdue = System.nanoTime() - touched[0] > NOTICED.toNanos();
            if (overdue && news.stream().noneMatch(line -> line.contains("[AutoDeployer]"))) {
                touch(name);
                touched[0] = System.nanoTime();
            }
            return folder.isDeployed(name, news);
        });
    }

    /** TomEE notes the time of an EAR after its deployment: one that was replaced just then is taken for the same. */
    private void touch(String name) {
        try {
            folder.touch(name);
        } catch (IOException e) {
            throw new ServerException(name + ": cannot be touched", e);
        }
    }

    private void awaitDeployed(String command, String name, int from) {
        await(command, name, from, news -> folder.isDeployed(name, news));
    }

    private interface Sign {
        boolean isIn(List<String> log);
    }

    /** Waits for the line that says that it took effect, or that it did not. */
    private void await(String command, String name, int from, Sign done) {
        Startup.awaitChange(process, logFile(), LONGEST_CHANGE, command, () -> {
            List<String> log = ServerProcess.read(logFile());
            List<String> news = log.subList(Math.min(from, log.size()), log.size());
            news.stream()
                    .filter(line -> folder.isFailure(name, line))
                    .findFirst()
                    .ifPresent(line -> {
                        throw new ServerException(command + ": " + line + "\n" + ServerProcess.tail(logFile()));
                    });
            return done.isIn(news);
        });
    }
}
