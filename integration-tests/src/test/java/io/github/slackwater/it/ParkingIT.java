package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.Outcome;
import io.github.slackwater.core.Status;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.LoopbackTls;
import io.github.slackwater.rig.ServerOptions;
import io.github.slackwater.rig.WildFlyServer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that wait, parked, in a drain that an operator asks for: many, large ones, and clients that do not wait. */
class ParkingIT extends BehindAGate {

    /** A short form; -Dslackwater.it.parked=5000 is the long one. */
    private static final int MOST = Integer.getInteger("slackwater.it.parked", 1_000);

    /** The default. What another pace does, 0 for all at once, shows with -Dslackwater.it.release-per-second. */
    private static final int RELEASE_PER_SECOND = Integer.getInteger("slackwater.it.release-per-second", 2_000);

    /** With all that the server needs for its connection. */
    private static final long MOST_BYTES_EACH = 64 << 10;

    /**
     * More than all buffers of two sockets hold, and less than a server's own limit, which is 10 MiB on WildFly.
     * -Dslackwater.it.body-mib=256 is the long form; WildFly is told to take it.
     */
    private static final int LARGE = Integer.getInteger("slackwater.it.body-mib", 8) << 20;

    private static final int WILDFLYS_LARGEST = 10 << 20;

    private final List<ParkedCall> calls = new ArrayList<>();

    @Override
    ServerOptions options() {
        return super.options()
                .property("slackwater.when-draining", "park")
                .property("slackwater.lame-duck.max-seconds", "0")
                .property("slackwater.park.max-requests", Integer.toString(MOST))
                .property(WildFlyServer.MAX_POST_SIZE, Integer.toString(Math.max(WILDFLYS_LARGEST, LARGE)))
                // Longer than any of these tests: a place that is free is so because its client has left.
                .property("slackwater.park.max-seconds", "300")
                .property("slackwater.park.release-per-second", Integer.toString(RELEASE_PER_SECOND));
    }

    @BeforeEach
    void drain() {
        // The shop has to be warm: what it loads at its first request is none of the parked one's memory.
        assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(200);
        assertThat(server.lifecycle().drain(30).outcome()).isEqualTo(Outcome.DRAINED);
    }

    @AfterEach
    void nothingIsLeftOver() {
        calls.forEach(ParkedCall::close);
        calls.clear();
        serveAgainWithNothingLeftOver();
    }

    @Test
    void clientsThatLeaveFreeTheirPlacesAndTheOthersAreAnswered() {
        long total = server.shop().getParkedTotal();
        park(200);
        awaitSeenWaiting();
        for (int i = 0; i < 50; i++) {
            calls.get(i).leave();
            calls.get(100 + i).reset();
        }
        long start = System.nanoTime();
        await().atMost(BOUND).until(() -> server.shop().getParkedRequests() == 100);
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        System.out.printf("%s, 100 of 200 parked have left: places free after %d ms%n", server.name(), took);

        Status status = server.shop().status();
        assertThat(status.parked()).isEqualTo(100);
        assertThat(status.parkedTotal()).isEqualTo(total + 200);
        assertThat(status.inFlight()).isZero();
        server.lifecycle().resume();
        for (int i = 0; i < 200; i++) {
            if (i % 100 >= 50) {
                assertThat(calls.get(i).status()).as("request %d", i).isEqualTo(200);
            }
        }
    }

    @Test
    void aClientOverTlsThatLeavesFreesItsPlace() throws Exception {
        URI https = server.https("/");
        try (Socket socket = LoopbackTls.context().getSocketFactory().createSocket(https.getHost(), https.getPort())) {
            String request = "GET /shop/catalog HTTP/1.1\r\nHost: " + https.getAuthority() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            awaitParked(1);
            awaitSeenWaiting();
        }
        awaitParked(0);
    }

    /** The connection stays, and what else is on it. */
    @Test
    void anHttp2StreamThatIsResetFreesItsPlace() throws Exception {
        try (Http2Client client = Http2Client.open(server.http("/"))) {
            Runnable reset = client.getToBeReset("/shop/catalog?request=reset");
            awaitParked(1);
            CompletableFuture<Http2Client.Answer> other =
                    client.send("GET", "/shop/catalog?request=other", new byte[0]);
            awaitParked(2);
            reset.run();
            awaitParked(1);
            server.lifecycle().resume();
            assertThat(other.get(BOUND.toSeconds(), TimeUnit.SECONDS).status()).isEqualTo(200);
        }
    }

    @Test
    void anHttp2ConnectionThatClosesFreesThePlacesOfItsStreams() throws Exception {
        try (Http2Client client = Http2Client.open(server.http("/"))) {
            for (int i = 1; i <= 3; i++) {
                Runnable unused = client.getToBeReset("/shop/catalog?request=left-" + i);
                awaitParked(i);
            }
            awaitSeenWaiting();
        }
        awaitParked(0);
    }

    /** Four groups, of which each is parked before the next comes. At the default pace 75 ms lie between the first and the last. */
    @Test
    void theParkedAreLetInInTheOrderInWhichTheyCame() {
        int group = 100;
        for (int parked = group; parked <= 4 * group; parked += group) {
            for (int i = 0; i < group; i++) {
                call("/catalog");
            }
            awaitParked(parked);
        }
        server.lifecycle().resume();

        int[] seen = new int[4 * group];
        for (int look = 1; IntStream.of(seen).anyMatch(at -> at == 0); look++) {
            // Backwards: of two that are answered between two looks, the later one is never taken for the earlier.
            for (int i = seen.length - 1; i >= 0; i--) {
                if (seen[i] == 0 && calls.get(i).isAnswered()) {
                    seen[i] = look;
                }
            }
        }
        // Many are late by themselves, on a busy machine: a worker that is let in is not at once one that runs.
        int mostOfTheFirst = IntStream.of(seen)
                .limit(group)
                .sorted()
                .skip(group * 2L / 3)
                .findFirst()
                .getAsInt();
        int fewOfTheLast = IntStream.of(seen)
                .skip(3L * group)
                .sorted()
                .skip(group / 3)
                .findFirst()
                .getAsInt();
        assertThat(mostOfTheFirst).isLessThanOrEqualTo(fewOfTheLast);
    }

    @Test
    void manyAreParkedWithNoThreadAndOneMoreIsRefusedAtOnce() throws Exception {
        ThreadMXBean threads = platform(ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        MemoryMXBean memory = platform(ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        long heapBefore = used(memory);
        int threadsBefore = threads.getThreadCount();
        park(MOST);
        long heapEach = (used(memory) - heapBefore) / MOST;
        int threadsMore = threads.getThreadCount() - threadsBefore;

        ParkedCall oneMore = ParkedCall.getAndStay(server, "/catalog");
        calls.add(oneMore);
        String refused = oneMore.lowerCaseAnswer();
        assertThat(refused).startsWith("http/1.1 503");
        assertThat(refused).contains("\r\nretry-after: 5\r\n", "\r\nconnection: close\r\n");
        assertThat(server.shop().getParkedRequests()).isEqualTo(MOST);

        long start = System.nanoTime();
        try (Background<Integer> releasing = Background.run(this::mostInFlightUntilAllAreReleased)) {
            server.lifecycle().resume();
            int inFlight = releasing.result(BOUND);
            Duration released = Duration.ofNanos(System.nanoTime() - start);
            long answered = answered();
            System.out.printf(
                    "%s, %d parked: %d bytes of heap each, %d threads more; released in %d ms with at most %d in flight,"
                            + " %d answered 200%n",
                    server.name(), MOST, heapEach, threadsMore, released.toMillis(), inFlight, answered);
            assertThat(answered).isEqualTo(MOST);
        }
        assertThat(heapEach).isLessThan(MOST_BYTES_EACH);
        // Its pools may still have been growing.
        assertThat(threadsMore).isLessThan(MOST / 10);
    }

    @Test
    void slackwaterThatIsUndeployedLetsAllInWhoAreParked() {
        park(MOST);
        server.admin().undeploy(ServerUnderTest.SLACKWATER);
        try {
            long answered = answered();
            System.out.printf(
                    "%s, Slackwater undeployed with %d parked: %d answered 200%n", server.name(), MOST, answered);
            assertThat(answered).isEqualTo(MOST);
        } finally {
            server.admin().deploy(ServerUnderTest.SLACKWATER, server.slackwaterArchive());
        }
    }

    @ParameterizedTest
    @EnumSource(ParkedCall.Body.class)
    void aLargeBodyWaitsAtTheClientAndArrivesWhole(ParkedCall.Body how) throws Exception {
        byte[] body = ParkedCall.body(LARGE);
        try (ParkedCall call = ParkedCall.order(server, LARGE, how);
                Background<Boolean> sending = Background.run(() -> {
                    call.send(body, how, Duration.ZERO);
                    return true;
                })) {
            awaitParked(1);
            await().during(Duration.ofSeconds(1)).atMost(OnServer.SOON).until(() -> !sending.isDone());
            server.lifecycle().resume();
            assertThat(sending.result(BOUND)).isTrue();
            String answer = call.answer();
            assertThat(answer).startsWith("HTTP/1.1 200").contains(ParkedCall.proof(body));
        }
    }

    @ParameterizedTest
    @EnumSource(ParkedCall.Body.class)
    void aBodyThatComesSlowlyArrivesWholeThoughReleasedInBetween(ParkedCall.Body how) throws Exception {
        byte[] body = ParkedCall.body(200 << 10);
        try (ParkedCall call = ParkedCall.order(server, body.length, how);
                Background<Boolean> sending = Background.run(() -> {
                    call.send(body, how, Duration.ofMillis(100));
                    return true;
                })) {
            awaitParked(1);
            server.lifecycle().resume();
            assertThat(sending.result(BOUND)).isTrue();
            assertThat(call.answer()).startsWith("HTTP/1.1 200").contains(ParkedCall.proof(body));
        }
    }

    @Test
    void aDrainARedeployAndAResumeLoseNothing() throws Exception {
        server.lifecycle().resume();
        try (LoadClient load = LoadClient.start(server.shopLoad().withRate(50))) {
            await().atMost(OnServer.SOON).until(() -> load.snapshot().ok() > 50);
            assertThat(server.lifecycle().drain(30).outcome()).isEqualTo(Outcome.DRAINED);
            server.admin().redeploy(ServerUnderTest.SHOP, Artifacts.shop());
            int parked = server.shop().getParkedRequests();
            server.lifecycle().resume();
            long answered = load.snapshot().ok();
            await().atMost(BOUND).until(() -> load.snapshot().ok() > answered + parked + 50);
            LoadReport report = load.finish(BOUND);
            System.out.printf(
                    "%s, drain that parks, redeploy, resume: %s, parked %d%n", server.name(), report.summary(), parked);
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
            assertThat(report.refused()).isZero();
            assertThat(parked).isPositive();
        }
    }

    private void park(int many) {
        for (int i = 0; i < many; i++) {
            call("/catalog");
        }
        awaitParked(many);
    }

    private ParkedCall call(String path) {
        ParkedCall call = ParkedCall.get(server, path);
        calls.add(call);
        return call;
    }

    /** How many of the first {@link #MOST} got what they asked for; waits for their answers. */
    private long answered() {
        return calls.stream().limit(MOST).filter(call -> call.status() == 200).count();
    }

    private void awaitParked(int many) {
        await().atMost(BOUND).until(() -> server.shop().getParkedRequests() == many);
    }

    /** Who was never seen waiting does not count as gone, and on a busy machine the next look may be seconds away. */
    private void awaitSeenWaiting() {
        await().pollDelay(Duration.ofSeconds(8)).until(() -> true);
    }

    private int mostInFlightUntilAllAreReleased() {
        int most = 0;
        while (server.shop().getParkedRequests() > 0) {
            most = Math.max(most, server.shop().getActiveRequests());
        }
        return most;
    }

    private static long used(MemoryMXBean memory) {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    private <T> T platform(String name, Class<T> type) throws Exception {
        return ManagementFactory.newPlatformMXBeanProxy(server.jmx(), name, type);
    }
}
