package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong in the code of others leaves a trace that an administrator can find. */
class LogTest extends DrainFixture {

    private static final Logger OURS = Logger.getLogger("io.github.slackwater.core");

    private final Thread own = Thread.currentThread();
    private final List<String> logged = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            // What threads of earlier tests still say is none of this test's.
            if (Thread.currentThread() == own) {
                logged.add(entry.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        OURS.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        OURS.removeHandler(handler);
    }

    @Test
    void aListenerThatFails() {
        shop.addListener(new LifecycleListener() {
            @Override
            public void stateChanged(Lifecycle lifecycle, State from, State to, long drain) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public String toString() {
                return "the failing one";
            }
        });

        close(1);
        time.runDue();

        assertThat(logged).contains("Slackwater: a listener failed: the failing one");
    }

    @Test
    void aParkedRequestThatIsLost() {
        ParkedRequest failing = new ParkedRequest() {
            @Override
            public void admit(ActiveRequest permit) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void refuse() {
                throw new IllegalStateException("on purpose");
            }
        };
        shop.hold(Duration.ofSeconds(1));
        shop.park("GET", "/admitted", failing);
        shop.bean().resume();
        time.runDue();
        assertThat(logged).containsExactly("Slackwater: a parked request is lost: GET /admitted");

        shop.hold(Duration.ofSeconds(1));
        shop.park("GET", "/refused", failing);
        shop.stopParking();
        assertThat(logged).hasSize(2).contains("Slackwater: a parked request is lost: GET /refused");
    }

    @Test
    void aStreamThatCannotBeEnded() {
        ApplicationLifecycle news =
                new ApplicationLifecycle("news", shop.configuration(), "portable", time, Runnable::run);
        Objects.requireNonNull(news.enter("GET", "/")).outside(new RequestEnd() {
            @Override
            public RequestKind kind() {
                return RequestKind.SSE;
            }

            @Override
            public boolean end() {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void cut() {}
        });

        news.drain(Duration.ofSeconds(60), false);
        time.advance(LongLived.DEFAULT.grace());

        assertThat(logged).containsExactly("Slackwater: news-1 could not be ended");
    }

    @Test
    void anApplicationThatDoesNotAnswer() {
        List<Runnable> orders = new ArrayList<>();
        ServerLifecycle server = new ServerLifecycle(
                new Configuration(Settings.DEFAULT, Map.of(), List.of()), "portable", time, orders::add);
        LifecycleMXBean broken = (LifecycleMXBean) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {LifecycleMXBean.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("on purpose");
                });
        server.joined("bank", broken);

        assertThat(server.bean().getActiveRequests()).isZero();
        assertThat(logged).containsExactly("Slackwater: application bank does not answer");
        server.drain(Duration.ZERO, false);
        int before = logged.size();
        orders.forEach(Runnable::run);
        assertThat(logged)
                .as("also when it is told")
                .contains("Slackwater: application bank does not answer")
                .hasSizeGreaterThan(before);

        int soFar = logged.size();
        server.gone("bank");
        orders.forEach(Runnable::run);
        assertThat(logged).as("one that has gone is no news").hasSize(soFar);
    }
}
