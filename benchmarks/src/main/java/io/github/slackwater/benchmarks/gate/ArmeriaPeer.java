package io.github.slackwater.benchmarks.gate;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.Server;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Armeria's graceful shutdown with the shortest quiet period. Its end is when the server closes its connections: of the end of
 * {@code stop()} Netty's threads wait two seconds more.
 */
final class ArmeriaPeer extends ServerPeer {

    private static final Duration QUIET = Duration.ofMillis(1);
    private static final Duration AT_MOST = Duration.ofMinutes(1);

    private final Server server = Server.builder()
            .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .gracefulShutdownTimeout(QUIET, AT_MOST)
            .connectionDrainDuration(Duration.ZERO)
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
        CompletableFuture<Void> unused = server.stop();
        awaitClosed();
    }

    /** Asked to stop, it ends by itself. */
    @Override
    void stop() {}
}
