package io.github.slackwater.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An unpacked Payara Micro that instances share, with an archive of its loaded classes, which halves the start. The
 * archive is good for the same Java and for the same jars under the same relative names only: so each instance has links
 * to the jars, and starts in its own folder.
 */
final class PayaraMicroHome {
    private static final String LAUNCHER = "launch-micro.jar";
    private static final int LONGEST_SECONDS = 180;
    private static final List<String> SHARED = List.of("runtime", "lib", LAUNCHER);

    private final Path root;
    private final String version;

    private PayaraMicroHome(Path root, String version) {
        this.root = root;
        this.version = version;
    }

    static PayaraMicroHome of(Servers servers) {
        Path jar = servers.payaraMicroJar();
        String version = jar.getFileName().toString().replaceAll("^payara-micro-|\\.jar$", "");
        Path root = servers.prepared(jar, (artifact, to) -> {
            PayaraMicroHome home = new PayaraMicroHome(to, version);
            home.unpack(artifact);
            home.archiveClasses(servers);
        });
        return new PayaraMicroHome(root, version);
    }

    String name() {
        return "Payara Micro " + version;
    }

    /** A new root folder for one instance. */
    Path copyRoot(Path directory) throws IOException {
        Path unpacked = root.resolve("root");
        Path own = directory.resolve("root");
        Directories.copy(unpacked, own, (from, to) -> {
            String top = unpacked.relativize(from).getName(0).toString();
            if (SHARED.contains(top)) {
                Files.createLink(to, from);
            } else {
                Files.copy(from, to);
            }
        });
        return own;
    }

    /** The command up to the launcher; to be run in the instance's root. */
    List<String> command(List<String> options) {
        List<String> command = new ArrayList<>(List.of(Java.executable()));
        if (Files.exists(classes())) {
            command.add("-XX:SharedArchiveFile=" + classes());
        }
        command.addAll(options);
        command.addAll(List.of("-jar", LAUNCHER));
        return command;
    }

    private Path classes() {
        return root.resolve("classes-" + Runtime.version() + ".jsa");
    }

    private void unpack(Path jar) throws IOException {
        run(
                root,
                List.of(
                        Java.executable(),
                        "-jar",
                        jar.toString(),
                        "--rootdir",
                        root.resolve("root").toString(),
                        "--outputlauncher"));
    }

    private void archiveClasses(Servers servers) throws IOException {
        Path directory = servers.instanceFolder("payara-micro-classes");
        try {
            Path own = copyRoot(directory);
            List<String> command = new ArrayList<>(
                    command(List.of("-XX:TieredStopAtLevel=1", "-XX:ArchiveClassesAtExit=" + classes())));
            command.addAll(PayaraMicro.loopbackArguments(directory, Ports.free(), 5));
            command.add("--warmup");
            run(own, command);
        } finally {
            Directories.delete(directory);
        }
    }

    private static void run(Path workingDirectory, List<String> command) throws IOException {
        Path output = Files.createTempFile(workingDirectory, "output-", ".log");
        Process process = new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new ServerException(
                        String.join(" ", command) + ": failed (expected exit code 0)\n" + ServerProcess.tail(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException(String.join(" ", command) + ": interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        Files.delete(output);
    }
}
