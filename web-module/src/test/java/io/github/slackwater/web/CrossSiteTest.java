package io.github.slackwater.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossSiteTest {

    private static final String HOST = "app.example:8080";

    @Test
    void aProgramThatIsNoBrowserIsLetThrough() {
        assertThat(CrossSite.isCrossSite(null, null, HOST, false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void ourOwnPageAndATypedAddressAreLetThrough(String site) {
        assertThat(CrossSite.isCrossSite(site, null, HOST, false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "", "SAME-ORIGIN", "something new"})
    void everyOtherSiteIsRefused(String site) {
        assertThat(CrossSite.isCrossSite(site, null, HOST, false)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://app.example:8080, app.example:8080, false",
        "HTTP://APP.example:8080, app.EXAMPLE:8080, false",
        "http://app.example, app.example:80, false",
        "https://app.example:443, app.example, true",
        "https://app.example, app.example, false", // a proxy ends TLS
        "http://[::1]:8080, [::1]:8080, false",
    })
    void anOriginThatNamesThisServerIsLetThrough(String origin, String host, boolean secure) {
        assertThat(CrossSite.isCrossSite("same-origin", origin, host, secure)).isFalse();
        assertThat(CrossSite.isCrossSite(null, origin, host, secure)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example, app.example:8080, false",
        "http://app.example:8081, app.example:8080, false",
        "http://app.example:8080.evil.example, app.example:8080, false",
        "http://app.example:8080@evil.example, app.example:8080, false",
        "http://app.example, app.example, true", // a page without TLS must not control one with it
        "null, app.example:8080, false",
        "'', app.example:8080, false",
        "file:///, app.example:8080, false",
        "chrome-extension://app.example:8080, app.example:8080, false",
        "not an origin, app.example:8080, false",
        "http://app.example:8080, , false",
    })
    void anyOtherOriginIsRefused(String origin, @Nullable String host, boolean secure) {
        assertThat(CrossSite.isCrossSite(null, origin, host, secure)).isTrue();
        assertThat(CrossSite.isCrossSite("same-origin", origin, host, secure)).isTrue();
    }
}
