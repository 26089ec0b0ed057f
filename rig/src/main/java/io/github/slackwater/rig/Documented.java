package io.github.slackwater.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A configuration as it stands in the documents, in which only addresses are replaced. */
public final class Documented {
    private Documented() {}

    /**
     * The commands of a script for {@code jboss-cli}, without its comments.
     *
     * @param addresses what is replaced, and by what
     */
    public static List<String> commands(Map<String, String> addresses, Path script) {
        try {
            return with(addresses, script)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(script + ": cannot be read", e);
        }
    }

    /** @throws ServerException naming an address that is not in the configuration, so that nobody else's is used */
    static String with(Map<String, String> addresses, Path configuration) throws IOException {
        String text = Files.readString(configuration);
        String result = text;
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            if (!text.contains(address.getKey())) {
                throw new ServerException(configuration + ": no " + address.getKey() + " (expected that address)");
            }
            result = result.replace(address.getKey(), address.getValue());
        }
        return result;
    }
}
