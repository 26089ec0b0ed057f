package io.github.slackwater.rig;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** A WildFly that is a load balancer, by Undertow's {@code mod_cluster}; its nodes come to it by themselves. */
final class ModClusterBalancer implements Balancer {
    private final WildFlyServer server;

    private ModClusterBalancer(WildFlyServer server) {
        this.server = server;
    }

    static ModClusterBalancer start(
            Servers servers, String release, Path script, Map<String, String> addresses, Path logs) {
        ServerOptions options = ServerOptions.defaults().logsTo(logs);
        for (String command : Documented.commands(addresses, script)) {
            options = options.command(command);
        }
        return new ModClusterBalancer(
                servers.startWildFly(WildFlyEdition.of(release, WildFlyEdition.Profile.DEFAULT), options));
    }

    @Override
    public URI http(String path) {
        return server.http(path);
    }

    @Override
    public String command(String command) {
        throw new ServerException("command: " + command + " (expected HAProxy)");
    }

    @Override
    public void close() {
        server.close();
    }
}
