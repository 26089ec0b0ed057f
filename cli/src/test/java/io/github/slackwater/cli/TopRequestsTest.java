package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.RequestInfo;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class TopRequestsTest {

    private static final List<Sight<List<RequestInfo>>> SIGHTS = List.of(
            sight("a:1", Views.request("shop-1", 3_000), Views.request("shop-2", 500)),
            Views.without("b:1", Reach.UNREACHABLE, "connection refused"),
            sight("c:1", Views.request("shop-1", 12_300)));

    @Test
    void theOldestOfAllServersComesFirst() {
        assertThat(new TopRequests(SIGHTS, 2).lines(Views.TIME, Integer.MAX_VALUE, Ansi.OFF))
                .containsExactly(
                        "slackwater top  2026-01-02T03:04:05Z  3 in flight, the oldest for 12.3 s",
                        "b:1  UNREACHABLE: connection refused",
                        "",
                        "SERVER  ID         AGE  KIND  METHOD  APPLICATION  THREAD                   PATH",
                        "c:1     shop-1  12.3 s  SYNC  GET     shop         http-listener-1(shop-1)  /shop/slow",
                        "a:1     shop-1   3.0 s  SYNC  GET     shop         http-listener-1(shop-1)  /shop/slow",
                        "... 1 more");
    }

    @Test
    void aNarrowTerminalShowsThePathRatherThanTheThread() {
        assertThat(new TopRequests(SIGHTS.subList(0, 1), 1).lines(Views.TIME, 70, Ansi.OFF))
                .contains(
                        "ID        AGE  KIND  METHOD  APPLICATION  PATH",
                        "shop-1  3.0 s  SYNC  GET     shop         /shop/slow");
        assertThat(new TopRequests(SIGHTS.subList(0, 1), 1).lines(Views.TIME, 30, Ansi.OFF))
                .contains("ID        AGE  METHOD  PATH", "shop-1  3.0 s  GET     /shop/~");
    }

    @Test
    void jsonIsALineForEach() {
        assertThat(new TopRequests(SIGHTS, 1).json())
                .singleElement()
                .asString()
                .startsWith("{\"time\":\"2026-01-02T03:04:05.678Z\",\"server\":\"c:1\",\"id\":\"shop-1\",");
    }

    private static Sight<List<RequestInfo>> sight(String server, RequestInfo... requests) {
        return new Sight<>(server, Reach.CONNECTED, Duration.ZERO, Views.TIME, List.of(requests), null);
    }
}
