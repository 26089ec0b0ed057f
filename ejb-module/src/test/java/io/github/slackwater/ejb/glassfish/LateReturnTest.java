package io.github.slackwater.ejb.glassfish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.core.SystemTimekeeper;
import io.github.slackwater.ejb.Gates;
import io.github.slackwater.ejb.ServerGate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.management.MBeanServerFactory;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A request may come back from its application when Slackwater has been undeployed, and its class loader loads nothing any more, as
 * Payara's. On a real Grizzly, with a request that goes on asynchronously: the first, which needs all for the first time.
 */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class LateReturnTest {

    @Test
    void theFirstAsynchronousRequestIsAnsweredWhenSlackwaterGoesMeanwhile() throws Exception {
        try (Stoppable loader = new Stoppable()) {
            Object slackwater = loader.loadClass(Slackwater.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            HttpHandler shop = new Shop(() -> {
                ((Runnable) slackwater).run();
                loader.stopped = true;
            });
            HttpServer server = new HttpServer();
            server.addListener(new NetworkListener("test", "127.0.0.1", 0));
            server.getServerConfiguration().addHttpHandler(before(shop, slackwater), "/");
            server.start();
            try {
                HttpResponse<String> answer = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                                + server.getListener("test").getPort() + "/shop/basket"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());

                assertThat(loader.stopped).isTrue();
                assertThat(answer.body()).isEqualTo("from the shop");
                assertThat(answer.statusCode()).isEqualTo(200);
            } finally {
                server.shutdownNow();
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static HttpHandler before(HttpHandler shop, Object slackwater) {
        return ((Function<HttpHandler, HttpHandler>) slackwater).apply(shop);
    }

    /** Goes on when its thread has returned; Slackwater is undeployed before that. */
    private static final class Shop extends HttpHandler {
        private final Runnable undeploy;

        Shop(Runnable undeploy) {
            this.undeploy = undeploy;
        }

        @Override
        public void service(Request request, Response response) {
            response.suspend();
            undeploy.run();
            Thread later = new Thread(() -> {
                try {
                    TimeUnit.MILLISECONDS.sleep(300);
                    response.getWriter().write("from the shop");
                    response.resume();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            later.setDaemon(true);
            later.start();
        }
    }

    /** In the class loader that stops. Puts a gate before a handler; run, it is undeployed. */
    public static final class Slackwater implements Function<HttpHandler, HttpHandler>, Runnable {
        private final SystemTimekeeper time = new SystemTimekeeper("test");
        private final ServerGate gate = Gates.none(MBeanServerFactory.newMBeanServer(), time);

        @Override
        public HttpHandler apply(HttpHandler own) {
            gate.cover("/shop", "host");
            return new GateHandler(own, gate);
        }

        @Override
        public void run() {
            Gates.close(gate);
            time.close();
        }
    }

    /** Has classes of its own of all that is ours. */
    private static final class Stoppable extends URLClassLoader {
        private volatile boolean stopped;

        Stoppable() {
            super(
                    new URL[] {of(ApplicationLifecycle.class), of(GateHandler.class), of(LateReturnTest.class)},
                    LateReturnTest.class.getClassLoader());
        }

        private static URL of(Class<?> type) {
            return type.getProtectionDomain().getCodeSource().getLocation();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (stopped) {
                throw new IllegalStateException(name + ": this loader has been stopped");
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                return name.startsWith("io.github.slackwater.") ? findClass(name) : super.loadClass(name, resolve);
            }
        }
    }
}
