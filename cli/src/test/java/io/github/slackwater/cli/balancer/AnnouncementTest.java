package io.github.slackwater.cli.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slackwater.cli.balancer.Announcement.End;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.State;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnnouncementTest {

    private final NodeUnderTraffic node = new NodeUnderTraffic(Map.of());

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void isTakenBackOnce() {
        Announcement announcement = announcement(node.bean, node.bean);
        assertThat(announcement.begin(node.bean.status())).isTrue();
        assertThat(node.shop.state()).isEqualTo(State.LAME_DUCK);

        assertThat(announcement.end()).isEqualTo(End.RESUMED);
        node.bean.lameDuck();
        assertThat(announcement.end()).isEqualTo(End.NOTHING);
        assertThat(node.shop.state()).as("somebody else's").isEqualTo(State.LAME_DUCK);
    }

    @Test
    void isNotMadeAfterItWasToBeTakenBack() {
        Announcement announcement = announcement(node.bean, node.bean);
        assertThat(announcement.end()).isEqualTo(End.NOTHING);

        assertThat(announcement.begin(node.bean.status())).isFalse();
        assertThat(node.shop.state()).isEqualTo(State.SERVING);
    }

    @Test
    void isTakenBackOverANewConnectionWhenItsOwnIsLost() {
        LifecycleMXBean lost = answeringUntil("status");
        Announcement announcement = announcement(lost, node.bean);
        assertThat(announcement.begin(node.bean.status())).isTrue();

        assertThat(announcement.end()).isEqualTo(End.RESUMED);
        assertThat(node.shop.state()).isEqualTo(State.SERVING);
    }

    @Test
    void isTakenBackAlsoWhenTheAnswerToItWasLost() {
        LifecycleMXBean lost = losingTheAnswerOf("lameDuck");
        Announcement announcement = announcement(lost, node.bean);
        assertThatThrownBy(() -> announcement.begin(node.bean.status())).isInstanceOf(IllegalStateException.class);
        assertThat(node.shop.state()).isEqualTo(State.LAME_DUCK);

        assertThat(announcement.end()).isEqualTo(End.RESUMED);
        assertThat(node.shop.state()).isEqualTo(State.SERVING);
    }

    @Test
    void canBeTakenBackLaterWhenNoConnectionCanBeMade() {
        Announcement announcement = announcement(answeringUntil("status"), answeringUntil("status"));
        assertThat(announcement.begin(node.bean.status())).isTrue();

        assertThatThrownBy(announcement::end).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(announcement::end).as("tried again").isInstanceOf(IllegalStateException.class);
    }

    @Test
    void somebodyElsesThatBeganAnewIsLeftAlone() {
        Announcement announcement = announcement(node.bean, node.bean);
        assertThat(announcement.begin(node.bean.status())).isTrue();
        node.bean.resume();
        node.bean.lameDuck();

        assertThat(announcement.end()).isEqualTo(End.RESUMED_BY_OTHERS);
        assertThat(node.shop.state()).isEqualTo(State.LAME_DUCK);
    }

    private static Announcement announcement(LifecycleMXBean first, LifecycleMXBean again) {
        return new Announcement(first, () -> again, 0);
    }

    private LifecycleMXBean answeringUntil(String method) {
        return failing(method, false);
    }

    private LifecycleMXBean losingTheAnswerOf(String method) {
        return failing(method, true);
    }

    private LifecycleMXBean failing(String operation, boolean afterwards) {
        return (LifecycleMXBean) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {LifecycleMXBean.class}, (proxy, method, arguments) -> {
                    boolean fails = method.getName().equals(operation);
                    if (fails && !afterwards) {
                        throw new IllegalStateException("lost");
                    }
                    try {
                        Object answer = method.invoke(node.bean, arguments);
                        if (fails) {
                            throw new IllegalStateException("lost");
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
