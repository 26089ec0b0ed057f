package io.github.slackwater.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Deploys as an administrator of TomEE does: a WAR is put into {@code webapps}, an EAR into {@code apps}, and TomEE notices.
 * When it has done its work, its log says so.
 *
 * <p>An EAR does not belong into {@code webapps}: TomEE unpacks it there, and at its next start Tomcat takes the unpacked
 * folder for a web application (seen with TomEE 9.0.0).
 */
final class TomEEDeployments {
    private static final long POLL_MILLIS = 50;
    /** An application may take its time to drain before it goes. */
    private static final Duration BOUND = Duration.ofMinutes(2);

    private final Path base;
    private final Path log;

    TomEEDeployments(Path base, Path log) {
        this.base = base;
        this.log = log;
    }

    /** Where the log is now; what is awaited comes later. */
    int mark() {
        return ServerProcess.read(log).size();
    }

    /** Puts the archive there, complete from the first moment. */
    void place(String name, Path archive) {
        Path file = file(name, isEar(archive));
        try {
            Path complete = base.resolve("temp").resolve(file.getFileName());
            Files.copy(archive, complete, StandardCopyOption.REPLACE_EXISTING);
            Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(archive + ": cannot be copied to " + file, e);
        }
    }

    /** Blocks until it is deployed. */
    void awaitDeployed(String name, int from) {
        boolean ear = Files.exists(file(name, true));
        Path file = file(name, ear);
        String done = ear
                ? "Deployed Application(path=" + unpacked(file) + ")"
                : "Deployment of web application archive [" + file + "] has finished";
        await(name, from, "deployed", lines -> lines.stream().anyMatch(line -> line.contains(done)));
    }

    /** Takes the archive away, and blocks until it is undeployed. */
    void remove(String name) {
        boolean ear = Files.exists(file(name, true));
        Path file = file(name, ear);
        int from = mark();
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new ServerException(file + ": cannot be deleted", e);
        }
        String done = ear ? "Completed Auto-Undeployment of: " + name : "Undeploying context [/" + name + "]";
        // Tomcat deletes what it had unpacked as the last thing.
        await(
                name,
                from,
                "undeployed",
                lines -> lines.stream().anyMatch(line -> line.contains(done)) && !Files.exists(unpacked(file)));
    }

    private void await(String name, int from, String what, Predicate<List<String>> done) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (true) {
            List<String> lines = ServerProcess.read(log);
            List<String> fresh = lines.subList(Math.min(from, lines.size()), lines.size());
            for (String line : fresh) {
                if (isFailure(line, name)) {
                    throw new ServerException(name + ": not " + what + ": " + line + "\n" + ServerProcess.tail(log));
                }
            }
            if (done.test(fresh)) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new ServerException(
                        name + ": not " + what + " after " + BOUND.toSeconds() + " s\n" + ServerProcess.tail(log));
            }
            pause();
        }
    }

    private boolean isFailure(String line, String name) {
        boolean grave = line.contains(" SEVERE ") || line.contains(" WARNING ");
        return grave
                && (line.contains("startup failed due to previous errors")
                        || line.contains(unpacked(file(name, true)).toString())
                        || line.contains(unpacked(file(name, false)).toString()));
    }

    private Path file(String name, boolean ear) {
        return ear
                ? base.resolve("apps").resolve(name + ".ear")
                : base.resolve("webapps").resolve(name + ".war");
    }

    private static Path unpacked(Path archive) {
        String name = archive.getFileName().toString();
        return archive.resolveSibling(name.substring(0, name.lastIndexOf('.')));
    }

    private static boolean isEar(Path archive) {
        String name = archive.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!Files.isReadable(archive) || !name.matches(".*\\.(war|ear)")) {
            throw new IllegalArgumentException("archive: " + archive + " (expected a readable .war or .ear)");
        }
        return name.endsWith(".ear");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("deployment: interrupted", e);
        }
    }
}
