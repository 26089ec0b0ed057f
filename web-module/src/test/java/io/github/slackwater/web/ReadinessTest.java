package io.github.slackwater.web;

import static io.github.slackwater.core.State.DRAINED;
import static io.github.slackwater.core.State.DRAINING;
import static io.github.slackwater.core.State.LAME_DUCK;
import static io.github.slackwater.core.State.SERVING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.State;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadinessTest {

    private final MBeanServer mbeans = MBeanServerFactory.newMBeanServer();

    @ParameterizedTest
    @CsvSource({"SERVING, 200, 200", "LAME_DUCK, 503, 404", "DRAINING, 503, 404", "DRAINED, 503, 404", ", 503, 503"})
    void theStatusSaysWhetherToSendRequests(@Nullable State state, int status, int statusForHaProxy) {
        Readiness readiness = new Readiness("shop", state, 3);

        assertThat(readiness.status(false)).isEqualTo(status);
        assertThat(readiness.status(true)).isEqualTo(statusForHaProxy);
    }

    @Test
    void aServerWithoutTheMBeanIsUnknown() {
        assertThat(Readiness.ofServer(mbeans)).isEqualTo(new Readiness("server", null, 0));
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void theServerIsAsItsMBeanSays(State state) throws Exception {
        publish(LifecycleMBeans.SERVER, state);

        assertThat(Readiness.ofServer(mbeans)).isEqualTo(new Readiness("server", state, 3));
    }

    @Test
    void anApplicationIsReadyOnlyWhileTheServerIsServingToo() throws Exception {
        publish(LifecycleMBeans.application("shop"), SERVING);
        assertThat(shop().state()).isNull();

        publish(LifecycleMBeans.SERVER, LAME_DUCK);
        assertThat(shop().state()).isEqualTo(LAME_DUCK);

        publish(LifecycleMBeans.SERVER, SERVING);
        assertThat(shop()).isEqualTo(new Readiness("shop", SERVING, 3));

        publish(LifecycleMBeans.application("shop"), DRAINING);
        assertThat(shop().state()).isEqualTo(DRAINING);
    }

    @Test
    void anApplicationThatIsAwayIsUnknown() throws Exception {
        publish(LifecycleMBeans.SERVER, DRAINED);

        assertThat(shop()).isEqualTo(new Readiness("shop", null, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "?", "a/b", "\"", "a,type=Lifecycle", "\\", "<script>", " ", "a\u0000b\r\nc", "="})
    void anOddNameNamesNothingElse(String name) throws Exception {
        publish(LifecycleMBeans.SERVER, SERVING);
        publish(LifecycleMBeans.application("shop"), SERVING);

        assertThat(Readiness.ofApplication(mbeans, name)).isEqualTo(new Readiness(name, null, 0));
    }

    @Test
    void theBodyEscapesTheNameAndKeepsItShort() {
        assertThat(new Readiness("a\"\r\nb", null, 0).toJson())
                .isEqualTo("{\"name\":\"a\\\"\\\\u000d\\\\u000ab\",\"state\":\"UNKNOWN\",\"inFlight\":0}");
        assertThat(new Readiness("x".repeat(65_536), null, 0).toJson())
                .hasSizeLessThan(250)
                .contains("(65536 characters)");
    }

    private Readiness shop() {
        return Readiness.ofApplication(mbeans, "shop");
    }

    private void publish(ObjectName name, State state) throws Exception {
        if (mbeans.isRegistered(name)) {
            mbeans.unregisterMBean(name);
        }
        StateMXBean bean = () -> state;
        mbeans.registerMBean(new StandardMBean(bean, StateMXBean.class, true), name);
    }

    /** The two attributes that readiness reads. */
    public interface StateMXBean {
        State getState();

        default int getActiveRequests() {
            return 3;
        }
    }
}
