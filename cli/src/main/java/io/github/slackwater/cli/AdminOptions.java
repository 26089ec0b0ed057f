package io.github.slackwater.cli;

import io.github.slackwater.cli.redeploy.Expectation;
import io.github.slackwater.cli.redeploy.ServerKind;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how the server's own remote administration is reached. */
final class AdminOptions {

    @Option(
            names = "--server",
            order = 50,
            paramLabel = "KIND",
            description = "${COMPLETION-CANDIDATES}. Without it the server's JMX tells.")
    private @Nullable ServerKind server;

    @Option(
            names = "--admin",
            order = 51,
            paramLabel = "ADDRESS",
            description = "The server's administration: host:port, or a URL with http or https "
                    + "(default: http://localhost:4848, WildFly: http://localhost:9990).")
    private @Nullable String admin;

    /** What kind of server was named; null for none. */
    @Nullable
    ServerKind server() {
        return server;
    }

    /** Where its administration is. */
    URI address(ServerKind kind) {
        if (admin == null) {
            return kind.usualAddress();
        }
        return Expectation.address("--admin", admin.contains("://") ? admin : "http://" + admin);
    }
}
