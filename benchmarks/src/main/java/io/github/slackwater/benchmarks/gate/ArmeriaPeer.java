package io.github.slackwater.benchmarks.gate;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.Server;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Armeria's graceful shutdown with the shortest quiet period. It tells of its end only when the server has closed, too. */
final class ArmeriaPeer extends ServerPeer {

    private static final Duration QUIET = Duration.ofMillis(1);
    private static final Duration AT_MOST = Duration.ofMinutes(1);

    private final Server server = Server.builder()
            .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .gracefulShutdownTimeout(QUIET, AT_MOST)
            .requestTimeout(Duration.ZERO)
            .service(
                    "/",
                    (context, request) ->
                            HttpResponse.of(arrived().thenApply(unused -> HttpResponse.of(HttpStatus.OK))))
            .build();

    ArmeriaPeer() {
        server.start().join();
    }

    @Override
    int port() {
        return server.activeLocalPort();
    }

    @Override
    void drain() {
        server.stop().join();
    }

    @Override
    void stop() {
        server.close();
    }
}
