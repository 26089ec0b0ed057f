package io.github.slackwater.cli.redeploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the previous version is while a run lasts: a folder of this user alone. Made when it is needed. */
final class Workspace implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Workspace.class.getName());

    private final Path parent;
    private @Nullable Path folder;
    private boolean kept;

    Workspace(Path parent) {
        this.parent = parent;
    }

    Path folder() {
        if (folder == null) {
            try {
                folder = Files.createTempDirectory(parent, "slackwater-redeploy.");
            } catch (IOException e) {
                throw new RedeployFailure(
                        RedeployCode.FAILED,
                        parent + ": no folder can be made there (expected one that can be written, or TMPDIR)",
                        e);
            }
        }
        return folder;
    }

    /** It stays after the run: somebody will need what is in it. */
    void keep() {
        kept = true;
    }

    @Override
    public void close() {
        if (folder == null || kept) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, folder + ": cannot be deleted", e);
        }
    }
}
