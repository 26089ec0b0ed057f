package io.github.slackwater.benchmarks.gate;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.Server;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Armeria's graceful shutdown with the shortest quiet period. It has ended when the server gives up its port; until {@code stop()}
 * is complete, its connections and Netty's threads take some seconds more.
 */
final class ArmeriaPeer extends ServerPeer {

    private static final Duration QUIET = Duration.ofMillis(1);
    private static final Duration AT_MOST = Duration.ofMinutes(1);

    /** Of ours, since nobody tells when the port is given up: far more often than Armeria looks. */
    private static final long LOOK_NANOS = 50_000;

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
        CompletableFuture<Void> unused = server.stop();
        while (!server.activePorts().isEmpty()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Asked to stop, it ends by itself. */
    @Override
    void stop() {}
}
