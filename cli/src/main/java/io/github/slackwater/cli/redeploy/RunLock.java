package io.github.slackwater.cli.redeploy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * One run on a server at a time: the end of one would open what the other has closed. A folder, with the number of the process
 * in it; the scripts take the same.
 */
final class RunLock implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RunLock.class.getName());

    private final Path folder;

    private RunLock(Path folder) {
        this.folder = folder;
    }

    /**
     * Takes it.
     *
     * @param parent where temporary files go
     * @param key of the server
     * @throws RedeployFailure with {@link RedeployCode#BUSY} if somebody has it
     */
    static RunLock take(Path parent, String key) {
        Path folder = folder(parent, key);
        try {
            Files.createDirectory(folder);
            Files.writeString(pid(folder), ProcessHandle.current().pid() + "\n");
            return new RunLock(folder);
        } catch (FileAlreadyExistsException e) {
            throw new RedeployFailure(RedeployCode.BUSY, busy(folder), e);
        } catch (IOException e) {
            throw new RedeployFailure(
                    RedeployCode.FAILED,
                    folder + ": cannot be made (expected a folder that can be written, or TMPDIR)",
                    e);
        }
    }

    /** Takes away the lock of a run that was killed, if it is of one of these processes, and that has ended. */
    static void forget(Path parent, String key, Set<Long> pids) {
        Path folder = folder(parent, key);
        String owner = owner(folder);
        if (owner.matches("\\d{1,18}")
                && pids.contains(Long.parseLong(owner))
                && ProcessHandle.of(Long.parseLong(owner)).isEmpty()) {
            new RunLock(folder).close();
        }
    }

    private static Path folder(Path parent, String key) {
        return parent.resolve("slackwater-redeploy-" + key.replaceAll("[^A-Za-z0-9.-]", "_"));
    }

    private static String busy(Path folder) {
        String owner = owner(folder);
        boolean gone = owner.matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(owner)).isEmpty();
        return gone
                ? "an earlier run on this server, pid %s, was killed: look at the server's state, then rm -r %s"
                        .formatted(owner, folder)
                : "another run is under way on this server, pid %s (its lock is %s)".formatted(owner, folder);
    }

    private static String owner(Path folder) {
        try {
            return Files.readString(pid(folder)).strip();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, folder + " does not tell whose it is", e);
            return "unknown";
        }
    }

    private static Path pid(Path folder) {
        return folder.resolve("pid");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(pid(folder));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    folder + ": cannot be deleted; the next run will take it for a run",
                    e);
        }
    }
}
