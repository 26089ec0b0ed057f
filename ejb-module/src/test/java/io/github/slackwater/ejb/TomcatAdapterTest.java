package io.github.slackwater.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.ActiveRequest;
import io.github.slackwater.core.Arrival;
import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.ServerLifecycle;
import io.github.slackwater.core.State;
import io.github.slackwater.core.SystemTimekeeper;
import io.github.slackwater.core.jmx.ApplicationMBeans;
import io.github.slackwater.ejb.tomcat.TomcatAdapter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real Tomcat, of the version that is in TomEE; its applications are not covered by a filter, but have an MBean. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class TomcatAdapterTest {

    private final MBeanServer mbeans = MBeanServerFactory.newMBeanServer();
    private final SystemTimekeeper time = new SystemTimekeeper("test");
    private final ServerLifecycle server = new ServerLifecycle(
            Configuration.read(Map.of("slackwater.lame-duck.max-seconds", "0")::get, null), "tomcat", time);
    private final ServerGate gate = Gates.none(mbeans, time);
    private final Departures departures = new Departures(server, mbeans, gate, time);
    private final Tomcat tomcat = new Tomcat();
    private Shop shop;
    private ApplicationMBeans watch;
    private TomcatAdapter adapter;

    @BeforeEach
    void start() throws Exception {
        tomcat.setBaseDir(new File("target/tomcat").getAbsolutePath());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        deploy("early");
        tomcat.start();
        adapter = new TomcatAdapter();
        adapter.install(departures, gate);
        shop = new Shop("early", mbeans, time);
        watch = ApplicationMBeans.watch(mbeans, server);
    }

    @AfterEach
    void stop() throws Exception {
        adapter.remove();
        tomcat.stop();
        tomcat.destroy();
        watch.close();
        shop.close();
        server.close();
        time.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"early", "late"})
    void anApplicationThatGoesIsDrainedWhileItStillAnswers(String name) throws Exception {
        if (name.equals("late")) {
            shop.close();
            deploy(name);
            shop = new Shop(name, mbeans, time);
        }
        ActiveRequest request = shop.request();
        CompletableFuture<Void> draining = shop.reaches(State.DRAINING);
        CompletableFuture<Void> undeployed = run(() -> {
            tomcat.getHost().removeChild(tomcat.getHost().findChild("/" + name));
            return null;
        });

        draining.get();
        assertThat(status(name)).isEqualTo(200);
        assertThat(undeployed).isNotDone();
        request.leave();
        undeployed.get();
        assertThat(status(name)).isEqualTo(404);
    }

    @Test
    void aServerThatStopsIsDrainedWhileItStillListens() throws Exception {
        ActiveRequest request = shop.request();
        CompletableFuture<Void> draining = shop.reaches(State.DRAINING);
        CompletableFuture<Void> stopped = run(() -> {
            tomcat.getServer().stop();
            return null;
        });

        draining.get();
        assertThat(status("early")).isEqualTo(200);
        assertThat(adapter.isServerStopping()).isTrue();
        assertThat(stopped).isNotDone();
        request.leave();
        stopped.get();
        assertThat(server.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void anApplicationIsToldThatRequestsReachItWhenTheyDoAndNotBefore() throws Exception {
        List<Object> seen = new ArrayList<>();
        Context context = context("late");
        context.addServletContainerInitializer(
                (none, starting) -> {
                    CompletionStage<?> arrival = (CompletionStage<?>) starting.getAttribute(Arrival.ATTRIBUTE);
                    seen.add(status("late"));
                    arrival.thenRun(() -> seen.add(status("late")));
                },
                Set.of());
        tomcat.getHost().addChild(context);

        assertThat(seen).containsExactly(404, 200);
        assertThat(context.getServletContext().getAttribute(Arrival.ATTRIBUTE)).isNull();
    }

    @Test
    void nothingOfUsStaysInTomcatNotEvenInWhatHasGone() throws Exception {
        Context gone = deploy("late");
        tomcat.getHost().removeChild(gone);
        adapter.remove();

        assertThat(listeners(gone)).isEmpty();
        for (Container container = tomcat.getHost().findChild("/early"); container != null; ) {
            assertThat(listeners(container)).isEmpty();
            container = container.getParent();
        }
        assertThat(ours(tomcat.getServer().findLifecycleListeners())).isEmpty();
    }

    private static List<Object> listeners(Container container) {
        List<Object> all = new ArrayList<>(ours(container.findLifecycleListeners()));
        all.addAll(ours(container.findContainerListeners()));
        return all;
    }

    private static List<Object> ours(Object[] listeners) {
        return Arrays.stream(listeners)
                .filter(listener -> listener.getClass().getName().startsWith("io.github.slackwater"))
                .toList();
    }

    private static <T> CompletableFuture<Void> run(Callable<T> task) {
        return CompletableFuture.runAsync(() -> {
            try {
                task.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private Context deploy(String name) {
        Context context = context(name);
        tomcat.getHost().addChild(context);
        return context;
    }

    private static Context context(String name) {
        Context context = new StandardContext();
        context.setName("/" + name);
        context.setPath("/" + name);
        context.addLifecycleListener(new Tomcat.FixContextListener());
        Tomcat.addServlet(context, "hello", new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.getWriter().print("hello");
            }
        });
        context.addServletMappingDecoded("/", "hello");
        return context;
    }

    private int status(String name) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/" + name + "/");
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            return connection.getResponseCode();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
