package io.github.slackwater.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.ServerLifecycle;
import io.github.slackwater.core.SystemTimekeeper;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.core.jmx.Registration;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two who start it in one deployment, as the singleton and the web module do; in the MBean server of this JVM. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class BootstrapTest {

    private final MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();

    @Test
    void whoAsksSecondNeitherStartsNorEndsIt() {
        Bootstrap first = Bootstrap.start(event -> {});
        try (Logged logged = Logged.by(Running.class);
                Bootstrap second = Bootstrap.start(event -> {})) {
            assertThat(second).isNotSameAs(first);
            assertThat(logged.messages()).isEmpty();
        }
        assertThat(mbeans.isRegistered(LifecycleMBeans.SERVER)).isTrue();

        first.close();
        assertThat(mbeans.isRegistered(LifecycleMBeans.SERVER)).isFalse();
    }

    @Test
    void afterItsEndItCanBeStartedAgain() {
        Bootstrap.start(event -> {}).close();

        try (Bootstrap again = Bootstrap.start(event -> {})) {
            assertThat(again).isNotNull();
            assertThat(mbeans.isRegistered(LifecycleMBeans.SERVER)).isTrue();
        }
        assertThat(mbeans.isRegistered(LifecycleMBeans.SERVER)).isFalse();
    }

    @Test
    void besideAnotherDeploymentItStaysIdleWithOneLineInTheLog() throws Exception {
        SystemTimekeeper time = new SystemTimekeeper("test");
        ServerLifecycle other = new ServerLifecycle(Configuration.read(key -> null, null), "other", time);
        try (Registration live =
                        LifecycleMBeans.register(mbeans, LifecycleMBeans.SERVER, other, "file:/applications/other/");
                Logged logged = Logged.by(Bootstrap.class)) {
            assertThat(live).isNotNull();
            Bootstrap singleton = Bootstrap.start(event -> {});
            Bootstrap web = Bootstrap.start(event -> {});
            web.close();
            singleton.close();

            assertThat(logged.messages())
                    .singleElement()
                    .asString()
                    .contains("runs already, from file:/applications/other/", "stays idle", "Undeploy one of the two");
            assertThat(LifecycleMBeans.server(mbeans).status().adapter()).isEqualTo("other");
        }
        other.close();
        time.close();
    }
}
