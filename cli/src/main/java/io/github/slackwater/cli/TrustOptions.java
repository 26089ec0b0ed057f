package io.github.slackwater.cli;

import io.github.slackwater.cli.redeploy.Web;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says whom to trust over TLS. */
final class TrustOptions {

    @Option(
            names = "--cacert",
            order = 52,
            paramLabel = "FILE",
            description =
                    "Certificates to trust for https, and for JMX over TLS, in PEM. Without it those that this Java trusts.")
    private @Nullable Path certificates;

    /** HTTP that trusts them; from now on every JMX connection of this process does so too. */
    Web web(Duration connectTimeout) {
        Web web = Web.trusting(connectTimeout, certificates);
        web.trustEverywhere();
        return web;
    }
}
