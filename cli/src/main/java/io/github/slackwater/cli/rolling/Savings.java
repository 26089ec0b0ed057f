package io.github.slackwater.cli.rolling;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * The versions of before, in a folder beside the journal until the roll has ended. A fleet that is all of one version needs one
 * file: each is named by its content. For all threads.
 */
final class Savings {

    private static final System.Logger LOG = System.getLogger(Savings.class.getName());

    private final Path folder;

    Savings(Path folder) {
        this.folder = folder;
    }

    /** Keeps what a node gives, and returns where. It is on disk for good then. */
    Version keep(RollNode node) {
        try {
            Files.createDirectories(folder);
            Path own = Files.createTempDirectory(folder, "saving-");
            Version version = node.save(own);
            Path saved = version.archive();
            try (FileChannel channel = FileChannel.open(saved, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            String name = String.valueOf(saved.getFileName());
            int dot = name.lastIndexOf('.');
            Path kept = folder.resolve(Sha256.of(saved) + (dot < 0 ? "" : name.substring(dot)));
            Files.move(saved, kept, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(own);
            return new Version(kept.toAbsolutePath(), version.properties());
        } catch (IOException e) {
            throw new RollFailure(RollCode.FAILED, "%s: cannot be written: %s".formatted(folder, e), e);
        }
    }

    /** Nobody needs them any more. */
    void delete() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, folder + ": cannot be deleted", e);
        }
    }
}
