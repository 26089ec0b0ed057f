package io.github.slackwater.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
        return Startup.retry(home.name(), () -> {
            Path directory = servers.instanceFolder("payara-micro");
            try {
                return boot(home, directory, options);
            } catch (IOException | PortTakenException | RuntimeException e) {
                Directories.delete(directory);
                throw e;
            }
        });
    }

    private static PayaraMicro boot(PayaraMicroHome home, Path directory, ServerOptions options)
            throws IOException, PortTakenException {
        Path root = home.copyRoot(directory);
        int httpPort = Ports.free();
        int jmxPort = Ports.free();
        List<String> jvm = new ArrayList<>(jmxArguments(directory, jmxPort));
        jvm.add("-Djava.io.tmpdir=" + Files.createDirectory(directory.resolve("tmp")));
        jvm.addAll(options.jvmArguments());
        List<String> command = home.command(jvm);
        command.addAll(loopbackArguments(directory, httpPort));
        command.addAll(deployArguments(directory, options));

        long start = System.nanoTime();
        ServerProcess process = new ServerProcess(directory, root, command, "");
        try {
            Startup.await(
                    process,
                    process.console(),
                    options.startTimeout(),
                    List.of(httpPort, jmxPort),
                    () -> ServerProcess.read(process.console()).stream().anyMatch(line -> line.contains(READY))
                            && Startup.jmxAnswers(jmxUrl(jmxPort), PayaraHome.USER, PayaraHome.PASSWORD));
            Duration bootTime = Duration.ofNanos(System.nanoTime() - start);
            return new PayaraMicro(
                    new Facts(home.name(), process, process.console(), httpPort, jmxPort, bootTime), options);
        } catch (IOException | PortTakenException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** Micro has no switch for the address, and its data grid listens even when it is told not to. */
    static List<String> loopbackArguments(Path directory, int httpPort) throws IOException {
        String config = "set configs.config.server-config.";
        Path commands = Files.write(
                directory.resolve("preboot.txt"),
                List.of(
                        config + "network-config.network-listeners.network-listener.http-listener.address=127.0.0.1",
                        config + "hazelcast-config-specific-configuration.enabled=false"));
        return List.of(
                "--nocluster",
                "--nohazelcast",
                "--prebootcommandfile",
                commands.toString(),
                "--port",
                String.valueOf(httpPort));
    }

    private static List<String> jmxArguments(Path directory, int port) throws IOException {
        Path passwords = privateFile(directory.resolve("jmx.password"), PayaraHome.USER + " " + PayaraHome.PASSWORD);
        Path access = privateFile(directory.resolve("jmx.access"), PayaraHome.USER + " readwrite");
        String prefix = "-Dcom.sun.management.jmxremote.";
        return List.of(
                prefix + "port=" + port,
                prefix + "rmi.port=" + port,
                prefix + "host=127.0.0.1",
                "-Djava.rmi.server.hostname=127.0.0.1",
                prefix + "ssl=false",
                prefix + "authenticate=true",
                prefix + "password.file=" + passwords,
                prefix + "access.file=" + access);
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
        for (Path library : options.libraries()) {
            arguments.addAll(List.of("--addLibs", library.toAbsolutePath().toString()));
        }
        return arguments;
    }

    private static Path privateFile(Path file, String line) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, line + "\n");
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
