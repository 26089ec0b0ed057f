package io.github.slackwater.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The base folder of one TomEE. A WAR belongs into {@code webapps}, an EAR into {@code apps}: in {@code webapps} TomEE would
 * unpack it, and at its next start Tomcat takes the unpacked folder for a web application (seen with TomEE 9.0.0).
 */
final class TomEEFolder {
    private final Path base;

    TomEEFolder(Path base) {
        this.base = base;
    }

    Path path() {
        return base;
    }

    boolean has(String name) {
        return Files.exists(ear(name)) || Files.exists(war(name));
    }

    /** Puts an archive there, complete from the first moment. */
    void put(String name, Path archive) throws IOException {
        String file = archive.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!Files.isReadable(archive) || !file.matches(".*\\.(war|ear)")) {
            throw new IllegalArgumentException("archive: " + archive + " (expected a readable .war or .ear)");
        }
        Path to = file.endsWith(".ear") ? ear(name) : war(name);
        Path complete = base.resolve("temp").resolve(to.getFileName());
        Files.copy(archive, complete, StandardCopyOption.REPLACE_EXISTING);
        Files.move(complete, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** As if it had been put there now; an EAR only, since Tomcat, which deploys WARs, misses none. */
    void touch(String name) throws IOException {
        if (Files.exists(ear(name))) {
            Path unused = Files.setLastModifiedTime(ear(name), FileTime.from(Instant.now()));
        }
    }

    void remove(String name) throws IOException {
        Files.deleteIfExists(ear(name));
        Files.deleteIfExists(war(name));
    }

    /** As an administrator does with what TomEE has refused: also what it had unpacked, which it would try again. */
    void clear(String name) throws IOException {
        remove(name);
        Directories.delete(unpacked(ear(name)));
        Directories.delete(unpacked(war(name)));
    }

    /** What the log says when it is deployed: TomEE of an EAR, Tomcat of a WAR. */
    boolean isDeployed(String name, List<String> log) {
        String done = Files.exists(ear(name))
                ? "Deployed Application(path=" + unpacked(ear(name)) + ")"
                : "Deployment of web application archive [" + war(name) + "] has finished";
        return log.stream().anyMatch(line -> line.contains(done));
    }

    /** As {@link #isDeployed}. Tomcat deletes what it had unpacked when everything else is done. */
    boolean isUndeployed(String name, List<String> log) {
        return log.stream().anyMatch(line -> line.contains("Completed Auto-Undeployment of: " + name))
                || (log.stream().anyMatch(line -> line.contains("Undeploying context [/" + name + "]"))
                        && !Files.exists(unpacked(war(name))));
    }

    /** An error that names the archive, or the start of its web application. */
    boolean isFailure(String name, String line) {
        return line.contains(" SEVERE ")
                && (line.contains("startup failed due to previous errors")
                        || line.contains(unpacked(ear(name)).toString())
                        || line.contains(unpacked(war(name)).toString()));
    }

    private Path ear(String name) {
        return base.resolve("apps").resolve(name + ".ear");
    }

    private Path war(String name) {
        return base.resolve("webapps").resolve(name + ".war");
    }

    private static Path unpacked(Path archive) {
        String name = archive.getFileName().toString();
        return archive.resolveSibling(name.substring(0, name.lastIndexOf('.')));
    }
}
