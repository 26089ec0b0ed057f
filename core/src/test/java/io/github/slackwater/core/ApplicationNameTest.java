package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApplicationNameTest {

    @Test
    void aContextRootIsNamedWithoutItsFirstSlash() {
        assertThat(ApplicationLifecycle.nameOf("/shop")).isEqualTo("shop");
        assertThat(ApplicationLifecycle.nameOf("shop")).isEqualTo("shop");
        assertThat(ApplicationLifecycle.nameOf("/bank/accounts")).isEqualTo("bank/accounts");
    }

    @Test
    void theRootIsNamedRoot() {
        assertThat(ApplicationLifecycle.nameOf("/")).isEqualTo("ROOT");
        assertThat(ApplicationLifecycle.nameOf("")).isEqualTo("ROOT");
        assertThat(ApplicationLifecycle.nameOf(null)).isEqualTo("ROOT");
    }
}
