package io.github.slackwater.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.State;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServerReadingTest {

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();

    @ParameterizedTest
    @EnumSource(State.class)
    void onlyAServingServerIsReady(State state) throws Exception {
        publish(() -> state);

        ServerReading reading = ServerReading.of(server);

        assertThat(reading).isEqualTo(new ServerReading(state.name(), 7));
        assertThat(reading.isReady()).isEqualTo(state == State.SERVING);
    }

    @Test
    void withoutTheMBeanItIsNotStarted() {
        assertThat(ServerReading.of(server)).isEqualTo(new ServerReading("not started", 0));
        assertThat(ServerReading.of(server).isReady()).isFalse();
    }

    @Test
    void anMBeanThatThrowsCountsAsNotStarted() throws Exception {
        publish(() -> {
            throw new IllegalStateException("broken");
        });

        assertThat(ServerReading.of(server)).isEqualTo(new ServerReading("not started", 0));
    }

    private void publish(StateMXBean bean) throws Exception {
        server.registerMBean(new StandardMBean(bean, StateMXBean.class, true), LifecycleMBeans.SERVER);
    }

    /** The two attributes that the check reads. */
    public interface StateMXBean {
        State getState();

        default int getActiveRequests() {
            return 7;
        }
    }
}
