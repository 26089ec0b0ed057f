package io.github.slackwater.core.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HomeTest {

    @Test
    void ofAnApplicationIsItsVirtualServerAndPath() {
        assertThat(Home.of("server", "/shop")).isEqualTo("server/shop");
        assertThat(Home.of("server", "")).isEqualTo("server/");
    }

    @Test
    void ofAGateIsThatOfWhicheverApplicationHasThePath() {
        assertThat(Home.ofGate("/shop")).isEqualTo("the server's gate at /shop");
        assertThat(Home.isOf(Home.ofGate("/shop"), "/shop")).isTrue();
        assertThat(Home.isOf(Home.of("server", "/shop"), "/shop")).isTrue();
        assertThat(Home.isOf(Home.of("server", "/shop"), "/bank")).isFalse();
        assertThat(Home.isOf(Home.of("server", ""), "")).isTrue();
    }

    @Test
    void ofThisCodeIsWhereItWasLoadedFrom() {
        assertThat(Home.ofThisCode()).startsWith("file:").contains("classes");
    }
}
