package io.github.slackwater.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestPathTest {

    @ParameterizedTest
    @CsvSource({
        "/shop/items, /shop/items",
        "/shop/items;jsessionid=1, /shop/items",
        "/shop;v=1/items;jsessionid=1/7;x, /shop/items/7",
        "/shop/;a;b/;c/, /shop///",
        ";, ''",
        "/shop/%3Bkept, /shop/%3Bkept",
    })
    void pathParametersAreLeftOut(String path, String shown) {
        assertThat(RequestPath.withoutParameters(path)).isEqualTo(shown);
    }
}
