package io.github.slackwater.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An Open Liberty: a server folder of its own; its administrator changes files there, and reads in the log what came of it. */
public final class LibertyServer extends LocalServer {
    /** The server is ready to run a smarter planet. */
    private static final String READY = "CWWKF0011I";

    private static final String STARTED = "CWWKZ0001I";
    private static final String UPDATED = "CWWKZ0003I";
    private static final String STOPPED = "CWWKZ0009I";

    /** A redeploy waits for the requests in flight. */
    private static final Duration LONGEST_CHANGE = Duration.ofMinutes(2);

    private final ServerProcess process;
    private final LibertyFolder folder;

    private LibertyServer(Facts facts, ServerOptions options, LibertyFolder folder) {
        super(facts, options);
        this.process = facts.process();
        this.folder = folder;
    }

    static LibertyServer start(Servers servers, ServerOptions options) {
        LibertyHome home = LibertyHome.of(servers);
        LibertyServer server =
                Startup.retry(servers, home.name(), "open-liberty", directory -> boot(home, directory, options));
        return Startup.deployed(server, started -> options.deployments().forEach(started::deploy));
    }

    private static LibertyServer boot(LibertyHome home, Path directory, ServerOptions options)
            throws IOException, PortTakenException {
        LibertyFolder folder = new LibertyFolder(directory);
        int httpPort = options.httpPort() == 0 ? Ports.free() : options.httpPort();
        int jmxPort = Ports.free();
        folder.configure(options, httpPort);
        List<String> jvm = new ArrayList<>(List.of("-Djava.rmi.server.hostname=127.0.0.1", "-Duser.language=en"));
        jvm.add("-Djava.io.tmpdir=" + Files.createDirectory(directory.resolve("tmp")));
        jvm.addAll(options.jvmArguments());

        long start = System.nanoTime();
        ServerProcess process = new ServerProcess(
                directory, folder.path(), home.command(jvm, LibertyFolder.SERVER), "", folder.environment());
        try {
            Path log = folder.log();
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
            return new LibertyServer(
                    new Facts(home.name(), process, log, httpPort, jmxPort, bootTime), options, folder);
        } catch (IOException | PortTakenException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    @Override
    public void deploy(String name, Path archive) {
        if (folder.has(name)) {
            throw new ServerException(name + ": deployed already (expected redeploy)");
        }
        try {
            change("deploy " + name + " " + archive, name, STARTED, () -> folder.add(name, archive));
        } catch (ServerException refused) {
            forget(name);
            throw refused;
        }
    }

    /** Puts the new archive in the old one's place: Liberty sees that, and updates the application. */
    @Override
    public void redeploy(String name, Path archive) {
        mustBeThere("redeploy", name);
        change("redeploy " + name + " " + archive, name, UPDATED, () -> folder.replace(name, archive));
    }

    @Override
    public void undeploy(String name) {
        mustBeThere("undeploy", name);
        change("undeploy " + name, name, STOPPED, () -> folder.remove(name));
    }

    private void forget(String name) {
        try {
            folder.remove(name);
        } catch (IOException e) {
            throw new ServerException(name + ": refused, and still in the configuration", e);
        }
    }

    private void mustBeThere(String command, String name) {
        if (!folder.has(name)) {
            throw new ServerException(command + " " + name + ": no such application");
        }
    }

    private interface Change {
        void make() throws IOException;
    }

    /** Changes a file, and waits for the message that says that it took effect, or that it did not. */
    private void change(String command, String application, String success, Change change) {
        String named = ".*(?<![\\w-])" + Pattern.quote(application) + "(?![\\w-]).*";
        Pattern done = Pattern.compile(".* " + success + ": " + named);
        Pattern refused = Pattern.compile(".* CWWK[GZ]\\d{4}E: " + named);
        int from = ServerProcess.read(logFile()).size();
        try {
            change.make();
        } catch (IOException e) {
            throw new ServerException(command + ": failed", e);
        }
        Startup.awaitChange(process, logFile(), LONGEST_CHANGE, command, () -> {
            List<String> log = ServerProcess.read(logFile());
            List<String> news = log.subList(Math.min(from, log.size()), log.size());
            news.stream()
                    .filter(line -> refused.matcher(line).matches())
                    .findFirst()
                    .ifPresent(line -> {
                        throw new ServerException(command + ": " + line + " (expected " + success + ")");
                    });
            return news.stream().anyMatch(line -> done.matcher(line).matches());
        });
    }
}
