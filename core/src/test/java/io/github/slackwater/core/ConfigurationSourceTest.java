package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Without MicroProfile Config; with it, the integration tests show it on the servers that have it. */
class ConfigurationSourceTest {

    private static final String KEY = "slackwater.test.configuration-source";

    @AfterEach
    void clear() {
        System.clearProperty(KEY);
    }

    @Test
    void isTheSystemPropertiesReadAnewAtEachCall() {
        var source = ConfigurationSource.detect();
        assertThat(source.apply(KEY)).isNull();

        System.setProperty(KEY, "5");

        assertThat(source.apply(KEY)).isEqualTo("5");
        assertThat(ConfigurationSource.plain(KEY)).isEqualTo("5");
    }

    @Test
    void isTheEnvironmentWhereThereIsNoProperty() {
        assertThat(ConfigurationSource.plain("PATH")).isEqualTo(System.getenv("PATH"));
    }
}
