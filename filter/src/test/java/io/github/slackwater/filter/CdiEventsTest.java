package io.github.slackwater.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.LifecycleListener;
import io.github.slackwater.core.SystemTimekeeper;
import io.github.slackwater.core.event.DrainStarted;
import io.github.slackwater.core.event.DrainTimedOut;
import io.github.slackwater.core.event.Drained;
import io.github.slackwater.core.event.GateClosed;
import io.github.slackwater.core.event.Resumed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Singleton;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** An application hears of its drains through its own CDI container: here Weld, as in Payara and WildFly. */
class CdiEventsTest {

    @Singleton
    static class Observer {
        final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
        final BlockingQueue<ClassLoader> loaders = new LinkedBlockingQueue<>();

        void started(@Observes DrainStarted event) {
            loaders.add(Thread.currentThread().getContextClassLoader());
            seen.add(event);
        }

        void closed(@Observes GateClosed event) {
            throw new IllegalStateException("an observer that fails: " + event);
        }

        void timedOut(@Observes DrainTimedOut event) {
            seen.add(event);
        }

        void drained(@Observes Drained event) {
            seen.add(event);
        }

        void resumed(@Observes Resumed event) {
            seen.add(event);
        }

        Object next() throws InterruptedException {
            return Objects.requireNonNull(seen.poll(15, TimeUnit.SECONDS), "no event");
        }
    }

    @Test
    void anApplicationObservesItsDrains() throws Exception {
        try (SeContainer cdi = SeContainerInitializer.newInstance()
                        .disableDiscovery()
                        .addBeanClasses(Observer.class)
                        .initialize();
                SystemTimekeeper time = new SystemTimekeeper("slackwater-shop");
                URLClassLoader application = new URLClassLoader(new URL[0]);
                Logged logged = Logged.start();
                ApplicationLifecycle lifecycle =
                        new ApplicationLifecycle("shop", Configuration.read(key -> null, "shop"), "portable", time)) {
            LifecycleListener events = CdiEvents.find(application);
            lifecycle.addListener(Objects.requireNonNull(events));
            Observer observer = cdi.select(Observer.class).get();

            var request = Objects.requireNonNull(lifecycle.enter("GET", "/shop"));
            lifecycle.drain(Duration.ofMillis(1), false);

            assertThat(observer.next()).isEqualTo(new DrainStarted("shop", 1));
            assertThat(observer.next()).isEqualTo(new DrainTimedOut("shop", 1, 1));
            request.leave();
            assertThat(observer.next()).isEqualTo(new Drained("shop", 1));
            lifecycle.bean().resume();
            assertThat(observer.next()).isEqualTo(new Resumed("shop", 1));
            assertThat(observer.loaders).containsExactly(application);
            assertThat(logged.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .startsWith("WARNING Slackwater: an observer of GateClosed[name=shop, drain=1] failed");
        }
    }

    @Test
    void anApplicationWithoutCdiIsCoveredWithoutEvents() {
        assertThat(CdiEvents.find(CdiEventsTest.class.getClassLoader())).isNull();
    }
}
