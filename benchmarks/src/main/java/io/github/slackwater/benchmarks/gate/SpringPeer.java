package io.github.slackwater.benchmarks.gate;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.GracefulShutdownResult;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.WebServer;

/** Spring Boot's graceful shutdown of its Tomcat ({@code server.shutdown=graceful}). */
final class SpringPeer extends ServerPeer {

    private final WebServer server;

    SpringPeer() {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        factory.setAddress(InetAddress.getLoopbackAddress());
        factory.setShutdown(Shutdown.GRACEFUL);
        server = factory.getWebServer(context -> context.addServlet("shop", new HttpServlet() {
                    @Override
                    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
                        arrived().join();
                    }
                })
                .addMapping("/"));
        server.start();
    }

    @Override
    int port() {
        return server.getPort();
    }

    @Override
    void drain() {
        CompletableFuture<GracefulShutdownResult> result = new CompletableFuture<>();
        server.shutDownGracefully(result::complete);
        if (result.join() != GracefulShutdownResult.IDLE) {
            throw new IllegalStateException(result.join() + " (expected " + GracefulShutdownResult.IDLE + ")");
        }
    }

    @Override
    void stop() {
        server.stop();
        server.destroy();
    }
}
