package io.github.slackwater.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Payara Micro. It deploys what {@link ServerOptions#deploy} names at its start, WAR files only, and nothing later. */
public final class PayaraMicro extends LocalServer {
    private static final String READY = " ready in ";

    private PayaraMicro(Facts facts, ServerOptions options) {
        super(facts, options);
    }

    static PayaraMicro start(Servers servers, ServerOptions options) {
        PayaraMicroHome home = PayaraMicroHome.of(servers);
        return Startup.retry(servers, home.name(), "payara-micro", directory -> boot(home, directory, options));
    }

    private static PayaraMicro boot(PayaraMicroHome home, Path directory, ServerOptions options)
            throws IOException, PortTakenException {
        Path root = home.copyRoot(directory);
        for (Path library : options.libraries()) {
            // What --addLibs of the whole jar does; the unpacked one refuses that switch.
            Files.copy(library, root.resolve("lib").resolve(library.getFileName()));
        }
        int httpPort = options.httpPort() == 0 ? Ports.free() : options.httpPort();
        int jmxPort = Ports.free();
        List<String> jvm = new ArrayList<>(List.of("-Djava.rmi.server.hostname=127.0.0.1"));
        jvm.add("-Djava.io.tmpdir=" + Files.createDirectory(directory.resolve("tmp")));
        jvm.addAll(options.jvmArguments());
        List<String> command = home.command(jvm);
        command.addAll(loopbackArguments(directory, httpPort, options.httpThreads()));
        command.addAll(deployArguments(directory, options));

        long start = System.nanoTime();
        ServerProcess process = new ServerProcess(directory, root, command, "");
        try {
            Startup.await(
                    process,
                    process.console(),
                    options.startTimeout(),
                    List.of(httpPort),
                    () -> ServerProcess.read(process.console()).stream().anyMatch(line -> line.contains(READY)));
            JmxConnector.open(process, jmxPort, Administrator.USER, Administrator.PASSWORD);
            Startup.await(
                    process,
                    process.console(),
                    options.startTimeout(),
                    List.of(jmxPort),
                    () -> Startup.jmxAnswers(jmxUrl(jmxPort), Administrator.USER, Administrator.PASSWORD));
            Duration bootTime = Duration.ofNanos(System.nanoTime() - start);
            return new PayaraMicro(
                    new Facts(home.name(), process, process.console(), httpPort, jmxPort, bootTime), options);
        } catch (IOException | PortTakenException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** Micro has no switch for the address, and its data grid listens even when it is told not to. */
    static List<String> loopbackArguments(Path directory, int httpPort, int httpThreads) throws IOException {
        String config = "set configs.config.server-config.";
        Path commands = Files.write(
                directory.resolve("preboot.txt"),
                List.of(
                        config + "network-config.network-listeners.network-listener.http-listener.address=127.0.0.1",
                        config + "thread-pools.thread-pool.http-thread-pool.max-thread-pool-size=" + httpThreads,
                        config + "hazelcast-config-specific-configuration.enabled=false"));
        return List.of(
                "--nocluster",
                "--nohazelcast",
                "--prebootcommandfile",
                commands.toString(),
                "--port",
                String.valueOf(httpPort));
    }

    /** Under its application's name, because Micro takes both name and context root from the file's name. */
    private static List<String> deployArguments(Path directory, ServerOptions options) throws IOException {
        List<String> arguments = new ArrayList<>();
        Path archives = Files.createDirectory(directory.resolve("archives"));
        for (Map.Entry<String, Path> deployment : options.deployments().entrySet()) {
            Path own = archives.resolve(deployment.getKey() + ".war");
            Files.copy(deployment.getValue(), own);
            arguments.addAll(List.of("--deploy", own.toString()));
        }
        return arguments;
    }

    @Override
    public void deploy(String name, Path archive) {
        throw onlyAtStart("deploy " + name);
    }

    @Override
    public void redeploy(String name, Path archive) {
        throw onlyAtStart("redeploy " + name);
    }

    @Override
    public void undeploy(String name) {
        throw onlyAtStart("undeploy " + name);
    }

    private UnsupportedOperationException onlyAtStart(String what) {
        return new UnsupportedOperationException(
                what + ": " + name() + " takes no commands from outside (expected ServerOptions.deploy at the start)");
    }
}
