package io.github.slackwater.ejb.payara;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebApplicationsTest {

    @Test
    void aContextRootIsNamedWithoutItsFirstSlash() {
        assertThat(WebApplications.name("/shop")).isEqualTo("shop");
        assertThat(WebApplications.name("shop")).isEqualTo("shop");
        assertThat(WebApplications.name("/bank/accounts")).isEqualTo("bank/accounts");
    }

    @Test
    void theRootIsNamedRoot() {
        assertThat(WebApplications.name("/")).isEqualTo("ROOT");
        assertThat(WebApplications.name("")).isEqualTo("ROOT");
        assertThat(WebApplications.name(null)).isEqualTo("ROOT");
    }
}
