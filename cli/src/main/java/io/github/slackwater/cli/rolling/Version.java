package io.github.slackwater.cli.rolling;

import java.nio.file.Path;
import java.util.Map;

/**
 * A version of the application, as a node has it deployed.
 *
 * @param archive the file
 * @param properties how it is deployed, beside its archive, in the words of the server; empty for a new one, which has those of
 *     the version that it replaces
 */
public record Version(Path archive, Map<String, String> properties) {

    public Version {
        properties = Map.copyOf(properties);
    }

    /** One that comes in place of another. */
    static Version replacing(Path archive) {
        return new Version(archive, Map.of());
    }
}
