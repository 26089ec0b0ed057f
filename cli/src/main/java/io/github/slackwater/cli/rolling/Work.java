package io.github.slackwater.cli.rolling;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is rolled: the same for a run and for the one that goes on from its journal.
 *
 * @param fleet the fleet file
 * @param fleetSha256 of its bytes, in hexadecimal
 * @param archive the new version
 * @param archiveSha256 of its bytes
 * @param text in the answer of the new version; null for any
 * @param header in the answer of the new version, {@code NAME=VALUE}; null for any
 */
public record Work(
        Path fleet,
        String fleetSha256,
        Path archive,
        String archiveSha256,
        @Nullable String text,
        @Nullable String header) {

    /**
     * Reads both files.
     *
     * @throws RollFailure with {@link RollCode#USAGE} if one cannot be read
     */
    public static Work of(Path fleet, Path archive, FleetFile.Verify verify) {
        return new Work(
                fleet.toAbsolutePath(),
                Sha256.of(fleet),
                archive.toAbsolutePath(),
                Sha256.of(archive),
                verify.text(),
                verify.header());
    }
}
