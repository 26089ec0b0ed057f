package io.github.slackwater.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.rig.MisbehavingServer.Behaviour;
import io.github.slackwater.rig.MisbehavingServer.Received;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A probe must be seen to catch failures: each way to fail is done to the client, and must come out under its name. */
@Timeout(60)
class LoadClientTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    static Stream<Arguments> failures() {
        return Stream.of(
                failure("closed without response", request -> false),
                failure("reset", LoadClientTest::reset),
                failure("truncated headers", request -> {
                    request.send("HTTP/1.1 200 OK\r\nContent-Le");
                    return false;
                }),
                failure("truncated body", request -> {
                    request.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + request.rightBody());
                    return false;
                }),
                failure("truncated body", request -> {
                    String body = request.rightBody();
                    request.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n");
                    return false; // The last chunk is missing.
                }),
                failure("reset", request -> {
                    request.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + request.rightBody());
                    return reset(request);
                }),
                failure("body of unknown length", request -> {
                    request.send("HTTP/1.1 200 OK\r\n\r\n" + request.rightBody());
                    return false;
                }),
                failure("503 without Retry-After", request -> answer(request, "503 Service Unavailable", "")),
                failure("truncated body", request -> {
                    request.send("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 90\r\n\r\n");
                    return false;
                }),
                failure("404", request -> answer(request, "404 Not Found", "")),
                failure("500", request -> answer(request, "500 Internal Server Error", "Retry-After: 5\r\n")),
                failure("302", request -> answer(request, "302 Found", "Location: /elsewhere\r\n")),
                failure("wrong body", request -> {
                    request.answer("200 OK", "", "{\"request\":\"someone-elses\",\"crc32\":\"00000000\"}");
                    return true;
                }),
                failure("wrong body", request -> {
                    request.answer("200 OK", "", "{\"request\":\"" + request.id() + "0\",\"crc32\":\"00000000\"}");
                    return true;
                }),
                failure("malformed response", request -> {
                    request.send("SSH-2.0-OpenSSH_9.2\r\n");
                    return false;
                }),
                failure("malformed response", request -> {
                    request.send("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n");
                    return false;
                }));
    }

    @ParameterizedTest(name = "{0} ({index})")
    @MethodSource("failures")
    void eachWayToFailIsSeenUnderItsName(String reason, Behaviour behaviour) throws Exception {
        try (MisbehavingServer server = new MisbehavingServer(behaviour);
                LoadClient client = LoadClient.of(LoadPlan.against(server.base()))) {
            for (RequestKind kind : RequestKind.values()) {
                Answer answer = client.probe(kind);
                assertThat(answer.verdict()).as(answer.toString()).isEqualTo(Verdict.FAILED);
                assertThat(answer.reason()).as(answer.toString()).isEqualTo(reason);
            }
            assertThat(server.requests()).as("each is sent once").isEqualTo(RequestKind.values().length);
        }
    }

    @ParameterizedTest
    @EnumSource(RequestKind.class)
    void aRightAnswerIsOkWithALengthAndInChunks(RequestKind kind) throws Exception {
        AtomicInteger number = new AtomicInteger();
        Behaviour behaviour = request -> {
            if (number.incrementAndGet() == 1) {
                request.answerRight();
            } else {
                String body = request.rightBody();
                request.send(
                        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\n"
                                + body.substring(0, 5) + "\r\n" + Integer.toHexString(body.length() - 5) + "\r\n"
                                + body.substring(5) + "\r\n0\r\nTrailer: t\r\n\r\n");
            }
            return true;
        };
        try (MisbehavingServer server = new MisbehavingServer(behaviour);
                LoadClient client = LoadClient.of(LoadPlan.against(server.base()))) {
            assertThat(client.probe(kind).verdict()).isEqualTo(Verdict.OK);
            assertThat(client.probe(kind).verdict()).isEqualTo(Verdict.OK);
        }
    }

    @Test
    void a503WithRetryAfterIsACleanRefusal() throws Exception {
        try (MisbehavingServer server =
                        new MisbehavingServer(request -> answer(request, "503 Busy", "Retry-After: 5\r\n"));
                LoadClient client = LoadClient.of(LoadPlan.against(server.base()))) {
            Answer answer = client.probe(RequestKind.GET);
            assertThat(answer.verdict()).isEqualTo(Verdict.REFUSED);
            assertThat(answer.reason()).isEmpty();
            assertThat(answer.header("Retry-After")).isEqualTo("5");
        }
    }

    @Test
    void aRefusalThatComesBeforeTheBodyIsReadIsReadAllTheSame() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        Behaviour behaviour = request -> {
            answer(request, "503 Busy", "Retry-After: 5\r\nConnection: close\r\n");
            return sleepUntil(answered); // The body stays unread meanwhile.
        };
        try (MisbehavingServer server = new MisbehavingServer(behaviour, false);
                LoadClient client = LoadClient.of(LoadPlan.against(server.base()))) {
            assertThat(client.probe(RequestKind.POST_LARGE).verdict()).isEqualTo(Verdict.REFUSED);
            answered.countDown();
        }
    }

    @Test
    void nobodyListeningIsConnectionRefused() throws Exception {
        URI base;
        try (MisbehavingServer server = new MisbehavingServer(request -> false)) {
            base = server.base();
        }
        try (LoadClient client = LoadClient.of(LoadPlan.against(base))) {
            assertThat(client.probe(RequestKind.GET).reason()).isEqualTo("connection refused");
        }
    }

    @Test
    void silenceIsATimeout() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (MisbehavingServer server = new MisbehavingServer(request -> sleepUntil(over));
                LoadClient client =
                        LoadClient.of(LoadPlan.against(server.base()).withTimeout(Duration.ofMillis(200)))) {
            assertThat(client.probe(RequestKind.GET).reason()).isEqualTo("timeout");
            over.countDown();
        }
    }

    @Test
    void aLostSessionIsInTheReport() throws Exception {
        try (MisbehavingServer server = new MisbehavingServer(LoadClientTest::right)) { // Each visit is the first.
            LoadPlan plan = LoadPlan.against(server.base()).withRate(200).withMix(Map.of(RequestKind.SESSION, 1));
            LoadReport counted = run(plan, 1_000);
            assertThat(counted.failed()).isZero();
            assertThat(counted.sessionsLost()).isPositive();

            LoadReport failed = run(plan.withSessionsKept(), 1_000);
            assertThat(failed.failures()).containsOnly(Map.entry("session lost", failed.failed()));
            assertThat(failed.failed()).isEqualTo(failed.sessionsLost()).isPositive();
        }
    }

    @Test
    void exactlyTheFailuresThatWereDoneAreCounted() throws Exception {
        AtomicInteger number = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Behaviour behaviour = request -> {
            int n = number.incrementAndGet();
            if (n % 50 == 0) {
                done.incrementAndGet();
                return false;
            } else if (n % 50 == 10) {
                done.incrementAndGet();
                return reset(request);
            } else if (n % 50 == 20) {
                done.incrementAndGet();
                return answer(request, "503 Gone", "");
            } else if (n % 50 == 30) {
                return answer(request, "503 Busy", "Retry-After: 1\r\n");
            }
            request.answerRight();
            return true;
        };
        try (MisbehavingServer server = new MisbehavingServer(behaviour)) {
            LoadReport report =
                    run(LoadPlan.against(server.base()).withRate(500).withLongest(Duration.ofSeconds(2)), 2_100);
            assertThat(report.sent()).isEqualTo(server.requests()).isBetween(900L, 1_010L);
            assertThat(report.failed()).isEqualTo(done.get()).isGreaterThan(50);
            assertThat(report.refused()).isGreaterThan(15);
            assertThat(report.failures())
                    .containsOnlyKeys("closed without response", "reset", "503 without Retry-After");
            assertThat(report.kinds().values())
                    .allSatisfy(counts -> assertThat(counts.inFlight()).isZero());
            assertThat(report.samples()).hasSize(20);
        }
    }

    @Test
    void whatIsUnansweredWhenTheRunEndsHasFailed() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Behaviour behaviour = request -> {
            return sleepUntil(over);
        };
        try (MisbehavingServer server = new MisbehavingServer(behaviour);
                LoadClient client = LoadClient.start(LoadPlan.against(server.base()))) {
            awaitSent(client, 20);
            LoadReport report = client.finish(Duration.ofMillis(100));
            over.countDown();
            assertThat(report.inFlight()).isZero();
            assertThat(report.failures()).containsOnly(Map.entry("timeout", report.sent()));
            assertThat(client.snapshot()).usingRecursiveComparison().isEqualTo(report);
        }
    }

    @Test
    void heldArrivalsAreNotSent() throws Exception {
        try (MisbehavingServer server = new MisbehavingServer(LoadClientTest::right);
                LoadClient client = LoadClient.start(LoadPlan.against(server.base()))) {
            awaitSent(client, 10);
            client.hold();
            long sent = client.snapshot().sent();
            await().until(() -> client.snapshot().held() >= 20);
            assertThat(client.snapshot().sent()).isEqualTo(sent);
            assertThat(client.probe(RequestKind.GET).verdict()).isEqualTo(Verdict.OK);
            client.unhold();
            awaitSent(client, sent + 10);
            LoadReport report = client.finish(BOUND);
            assertThat(report.sent()).isEqualTo(report.ok()).isEqualTo(server.requests() - 1L);
        }
    }

    @Test
    void connectionsAreKeptAndEveryTenthRequestHasItsOwn() throws Exception {
        try (MisbehavingServer server = new MisbehavingServer(LoadClientTest::right)) {
            LoadReport report = run(LoadPlan.against(server.base()).withRate(200), 1_000);
            assertThat(report.ok()).isEqualTo(report.sent());
            assertThat(server.connections()).isBetween((int) report.sent() / 10, (int) report.sent() / 2);
        }
    }

    @Test
    void aConnectionWhoseCloseWasAnnouncedIsNotUsedAgain() throws Exception {
        Behaviour behaviour = request -> {
            request.answer("200 OK", "Connection: close\r\n", request.rightBody());
            return true; // Announced, but not closed.
        };
        try (MisbehavingServer server = new MisbehavingServer(behaviour)) {
            LoadReport report = run(LoadPlan.against(server.base()).withNewConnectionEvery(0), 500);
            assertThat(report.ok()).isEqualTo(report.sent());
            assertThat(server.connections()).isEqualTo((int) report.sent());
        }
    }

    @Test
    void aSlowServerDoesNotSlowTheArrivals() throws Exception {
        Behaviour behaviour = request -> {
            if (request.line().contains("/slow")) {
                TimeUnit.MILLISECONDS.sleep(2_000);
            }
            return right(request);
        };
        try (MisbehavingServer server = new MisbehavingServer(behaviour)) {
            LoadReport report = run(LoadPlan.against(server.base()).withRate(250), 4_000);
            assertThat(report.sent()).isBetween(960L, 1_040L);
            assertThat(report.failed()).as(report.table()).isZero();
            assertThat(report.counts(RequestKind.SLOW).latency().median())
                    .isBetween(Duration.ofMillis(1_990), Duration.ofMillis(2_500));
        }
    }

    private static LoadReport run(LoadPlan plan, long millis) throws InterruptedException {
        try (LoadClient client = LoadClient.start(plan)) {
            TimeUnit.MILLISECONDS.sleep(millis); // The duration of the load, not a wait for something.
            LoadReport report = client.finish(BOUND);
            assertThat(report.inFlight()).isZero();
            assertThat(report.sent()).isEqualTo(report.ok() + report.refused() + report.failed());
            return report;
        }
    }

    private static void awaitSent(LoadClient client, long number) {
        await().until(() -> client.snapshot().sent() >= number);
    }

    private static Arguments failure(String reason, Behaviour behaviour) {
        return Arguments.of(reason, behaviour);
    }

    /** Says nothing until the test is over, then closes. */
    private static boolean sleepUntil(CountDownLatch over) throws InterruptedException {
        boolean inTime = over.await(20, TimeUnit.SECONDS);
        assertThat(inTime).isTrue();
        return false;
    }

    private static boolean right(Received request) throws IOException {
        request.answerRight();
        return true;
    }

    private static boolean answer(Received request, String status, String headers) throws IOException {
        request.answer(status, headers, "<p>no</p>");
        return true;
    }

    /** A close that does not linger is a reset. */
    private static boolean reset(Received request) throws IOException {
        request.socket().setSoLinger(true, 0);
        request.socket().close();
        return false;
    }
}
