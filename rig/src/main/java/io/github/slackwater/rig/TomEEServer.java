package io.github.slackwater.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A TomEE: applications are deployed by putting files into its folders. */
public final class TomEEServer extends LocalServer {
    private static final String READY = "Server startup in [";

    private final TomEEDeployments deployments;

    private TomEEServer(Facts facts, ServerOptions options, TomEEDeployments deployments) {
        super(facts, options);
        this.deployments = deployments;
    }

    static TomEEServer start(Servers servers, ServerOptions options) {
        TomEEHome home = TomEEHome.of(servers);
        TomEEServer server = Startup.retry(home.name(), () -> {
            Path directory = servers.instanceFolder("tomee");
            try {
                return boot(home, directory, options);
            } catch (IOException | PortTakenException | RuntimeException e) {
                Directories.delete(directory);
                throw e;
            }
        });
        try {
            options.deployments().keySet().forEach(name -> server.deployments.awaitDeployed(name, 0));
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static TomEEServer boot(TomEEHome home, Path directory, ServerOptions options)
            throws IOException, PortTakenException {
        Path base = home.createBase(directory);
        for (Path library : options.libraries()) {
            Files.copy(library, base.resolve("lib").resolve(library.getFileName()));
        }
        int httpPort = options.httpPort() == 0 ? Ports.free() : options.httpPort();
        int jmxPort = Ports.free();
        TomEEConfiguration.write(base, httpPort, options.httpThreads());
        List<String> own = new ArrayList<>(
                List.of("-Djava.rmi.server.hostname=127.0.0.1", "-Dopenejb.autodeploy.interval=500 milliseconds"));
        own.addAll(options.jvmArguments());
        TomEEDeployments deployments = new TomEEDeployments(base, directory.resolve("console.log"));
        options.deployments().forEach(deployments::place);

        long start = System.nanoTime();
        ServerProcess process = new ServerProcess(directory, base, home.command(base, own), "");
        try {
            Path log = process.console();
            Startup.await(
                    process,
                    log,
                    options.startTimeout(),
                    List.of(httpPort),
                    () -> ServerProcess.read(log).stream().anyMatch(line -> line.contains(READY)));
            JmxConnector.open(process, jmxPort, DomainHome.USER, DomainHome.PASSWORD);
            Startup.await(
                    process,
                    log,
                    options.startTimeout(),
                    List.of(jmxPort),
                    () -> Startup.jmxAnswers(jmxUrl(jmxPort), DomainHome.USER, DomainHome.PASSWORD));
            Duration bootTime = Duration.ofNanos(System.nanoTime() - start);
            return new TomEEServer(
                    new Facts(home.name(), process, log, httpPort, jmxPort, bootTime), options, deployments);
        } catch (IOException | PortTakenException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    @Override
    public void deploy(String name, Path archive) {
        replace(name, archive);
    }

    @Override
    public void redeploy(String name, Path archive) {
        replace(name, archive);
    }

    private void replace(String name, Path archive) {
        int from = deployments.mark();
        deployments.place(name, archive);
        deployments.awaitDeployed(name, from);
    }

    @Override
    public void undeploy(String name) {
        deployments.remove(name);
    }
}
