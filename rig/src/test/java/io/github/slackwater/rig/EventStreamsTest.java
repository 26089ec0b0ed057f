package io.github.slackwater.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.rig.EventStreams.Report;
import io.github.slackwater.rig.MisbehavingServer.Behaviour;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamsTest {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream;charset=UTF-8\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String LAST_CHUNK = "0\r\n\r\n";

    @Test
    void aStreamThatEndsBetweenTwoEventsIsAskedForAgainAtOnce() throws Exception {
        Report report = report(
                request -> {
                    request.send(HEAD + chunk("data: 1\n\n") + chunk("data:") + chunk(" 2\n\n") + LAST_CHUNK);
                    return true;
                },
                seen -> seen.ended() >= 20);

        assertThat(report.failures()).isEmpty();
        assertThat(report.refused()).isZero();
        assertThat(report.events()).isGreaterThanOrEqualTo(2 * report.ended());
        assertThat(report.asked()).isGreaterThanOrEqualTo(report.ended());
    }

    @Test
    void anEndInAnEventIsAFailureAlsoWhenHttpIsContent() throws Exception {
        assertThat(failure(HEAD + chunk("data: 1\n\ndata: 2\n") + LAST_CHUNK)).isEqualTo("cut in an event");
    }

    @Test
    void anEndWithoutTheLastChunkIsCountedByItself() throws Exception {
        Report report = report(
                request -> {
                    request.send(HEAD + chunk("data: 1\n\n"));
                    return false;
                },
                seen -> seen.cut() > 2);

        assertThat(report.ended()).isZero();
        assertThat(report.failures()).isEmpty();
    }

    @Test
    void anEndInAnEventAndWithoutTheLastChunkIsAFailure() throws Exception {
        assertThat(failure(HEAD + chunk("data: 1\n"))).isEqualTo("cut in an event");
    }

    @Test
    void anythingElseThanAStreamIsAFailure() throws Exception {
        assertThat(failure("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))
                .isEqualTo("404");
        assertThat(failure("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")).isEqualTo("no event stream");
        assertThat(failure("HTTP/1.1 503 Gone\r\nContent-Length: 0\r\n\r\n")).isEqualTo("503");
        assertThat(failure("")).isEqualTo("closed without response");
    }

    @Test
    void a503WithRetryAfterIsARefusal() throws Exception {
        Report report = report(
                request -> {
                    request.answer("503 Busy", "Retry-After: 1\r\n", "");
                    return true;
                },
                seen -> seen.refused() > 0);

        assertThat(report.failures()).isEmpty();
        assertThat(report.ended()).isZero();
    }

    @Test
    void whatIsOpenAndWhatItHasBroughtIsInTheReport() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (MisbehavingServer server = new MisbehavingServer(request -> {
                    request.send(HEAD + chunk("data: 1\n\n"));
                    return over.await(20, TimeUnit.SECONDS);
                });
                EventStreams streams = EventStreams.open(server.base(), 3)) {
            await().until(() -> streams.report().events() == 3);
            assertThat(streams.report()).satisfies(report -> {
                assertThat(report.open()).isEqualTo(3);
                assertThat(report.ended()).isZero();
            });
            over.countDown();
        }
    }

    private static String failure(String answer) throws Exception {
        Report report = report(
                request -> {
                    request.send(answer);
                    return false;
                },
                seen -> seen.failed() > 0);
        assertThat(report.failures()).hasSize(1);
        return report.failures().keySet().iterator().next();
    }

    private static Report report(Behaviour behaviour, Predicate<Report> enough) throws Exception {
        try (MisbehavingServer server = new MisbehavingServer(behaviour);
                EventStreams streams = EventStreams.open(server.base(), 1)) {
            await().until(() -> enough.test(streams.report()));
            return streams.report();
        }
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }
}
