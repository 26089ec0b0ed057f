package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.Outcome;
import io.github.slackwater.core.RequestInfo;
import io.github.slackwater.core.RequestKind;
import io.github.slackwater.core.Status;
import io.github.slackwater.it.streams.NewsServlet;
import io.github.slackwater.rig.ServerOptions;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Behind a gate of the server, a shop with requests that never end by themselves. */
class StreamsIT extends BehindAGate {

    private static final int PAGES = 10;
    private static final int SOCKETS = 5;
    private static final int AGE_SECONDS = 3;

    private Path shop;

    private final List<AutoCloseable> open = new ArrayList<>();

    @Override
    ServerOptions options() {
        return super.options().property("slackwater.long-lived.age-seconds", Integer.toString(AGE_SECONDS));
    }

    @BeforeAll
    void deploy() {
        shop = shopWithStreams();
        server.admin().redeploy(ServerUnderTest.SHOP, shop);
        await().atMost(OnServer.SOON).untilAsserted(() -> Expect.serving(server.shop()));
    }

    @AfterEach
    void everybodyLeaves() throws Exception {
        for (AutoCloseable client : open) {
            client.close();
        }
        open.clear();
        server.lifecycle().resume();
        await().atMost(BOUND).untilAsserted(() -> Expect.serving(server.shop()));
        assertThat(server.log().complaints(0)).isEmpty();
    }

    @Test
    void aPlainRedeployEndsThemAndEverybodyReachesTheNewVersion() throws Exception {
        String before = version();
        List<Page> pages =
                Stream.generate(() -> page("/shop/news")).limit(PAGES).toList();
        List<TideClient> sockets = Stream.generate(this::socket).limit(SOCKETS).toList();
        Page held = page("/shop/held");
        // It takes no notice of its end before it writes again.
        Page ticks = page("/shop/stream");
        CompletableFuture<HttpResponse<String>> poll = CompletableFuture.supplyAsync(() -> server.get("/shop/poll"));
        int all = PAGES + SOCKETS + 3;
        await().atMost(BOUND).untilAsserted(() -> {
            assertThat(pages).allMatch(page -> page.reads().equals(before));
            assertThat(sockets).allMatch(socket -> socket.greeting().equals(before));
            assertThat(held.reads()).isEqualTo(before);
            Status status = server.shop().status();
            assertThat(status.inFlight()).isEqualTo(all);
            assertThat(status.longLived()).isEqualTo(all);
        });
        assertThat(server.lifecycle().status().longLived()).isEqualTo(all);
        assertThat(kinds(RequestKind.SSE)).isEqualTo(PAGES + 2);
        assertThat(kinds(RequestKind.WEBSOCKET)).isEqualTo(SOCKETS);

        long began = System.nanoTime();
        server.admin().redeploy(ServerUnderTest.SHOP, shop);
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        await().atMost(BOUND).untilAsserted(() -> {
            assertThat(pages)
                    .noneMatch(page -> page.reads().isEmpty() || page.reads().equals(before));
            assertThat(sockets)
                    .noneMatch(socket ->
                            socket.greeting().isEmpty() || socket.greeting().equals(before));
            assertThat(held.reads()).isNotEmpty().isNotEqualTo(before);
        });
        DrainReport report = server.shop().status().lastDrain();
        System.out.printf(
                "%s, %d streams, %d WebSockets, a held stream and a long poll: redeployed in %d ms, %s%n"
                        + "  sockets %s, held %s, poll %d%n",
                server.name(),
                PAGES,
                SOCKETS,
                took.toMillis(),
                report.message(),
                sockets.stream()
                        .flatMap(socket -> socket.ends().stream())
                        .distinct()
                        .toList(),
                held.ended(),
                poll.get(BOUND.toSeconds(), TimeUnit.SECONDS).statusCode());
        assertThat(report.outcome()).isEqualTo(Outcome.DRAINED);
        assertThat(report.longLivedEnded()).isEqualTo(all);
        // The timeout is 30 s.
        assertThat(report.elapsedMillis()).isBetween(2_000L, 15_000L);
        assertThat(pages)
                .allSatisfy(page -> assertThat(page.ended())
                        .singleElement()
                        .isEqualTo(new EventStream.Ended(200, before, "clean")));
        assertThat(sockets).allSatisfy(socket -> assertThat(socket.ends()).containsExactly("1001"));
        assertThat(ticks.ended())
                .singleElement()
                .extracting(EventStream.Ended::end)
                .isEqualTo("clean");
        assertThat(held.ended()).as("a thread writes it: it can only be cut").hasSize(1);
        assertThat(poll.join().statusCode()).isEqualTo(503);
        assertThat(poll.join().headers().firstValue("Retry-After")).contains("0");
        assertThat(version()).isNotEqualTo(before);
    }

    @Test
    void aResumeWithinTheGraceKeepsThem() throws Exception {
        Page page = page("/shop/news");
        TideClient socket = socket();
        await().atMost(BOUND).until(() -> server.shop().getLongLivedRequests() == 2);
        long ended = server.shop().getLongLivedEndedTotal();

        server.shop().beginDrainNow(0);
        server.shop().resume();

        // So long as the grace would have lasted, and more.
        TimeUnit.SECONDS.sleep(4);
        assertThat(page.ended()).isEmpty();
        assertThat(socket.ends()).isEmpty();
        assertThat(server.shop().getLongLivedEndedTotal()).isEqualTo(ended);
    }

    @Test
    void whoeverCompletesItOnItsOwnThreadHarmsNoOther() {
        // The server serves further requests with the objects of those that have ended.
        for (int i = 0; i < 20; i++) {
            assertThat(server.get("/shop/poll?news").statusCode()).isEqualTo(200);
            List<Page> pages =
                    Stream.generate(() -> page("/shop/news")).limit(PAGES).toList();
            await().atMost(BOUND)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> pages.stream().noneMatch(page -> page.reads().isEmpty()));
            assertThat(pages).allSatisfy(page -> assertThat(page.ended()).isEmpty());
            pages.forEach(Page::close);
        }
    }

    @Test
    void ofAClientThatHasLeftNothingIsInFlight() {
        List<Page> pages =
                Stream.generate(() -> page("/shop/news")).limit(PAGES).toList();
        List<TideClient> sockets = Stream.generate(this::socket).limit(SOCKETS).toList();
        await().atMost(BOUND).until(() -> server.shop().getLongLivedRequests() == PAGES + SOCKETS);

        pages.forEach(Page::close);
        sockets.forEach(TideClient::close);

        await().atMost(BOUND).untilAsserted(() -> Expect.serving(server.shop()));
    }

    private Page page(String path) {
        Page page = Page.open(server.http(path));
        open.add(page);
        return page;
    }

    private TideClient socket() {
        TideClient socket = TideClient.open(server.http("/shop/tide"));
        open.add(socket);
        return socket;
    }

    private long kinds(RequestKind kind) {
        return server.shop().activeRequests().stream()
                .map(RequestInfo::kind)
                .filter(kind::equals)
                .count();
    }

    private String version() {
        return server.send(HttpRequest.newBuilder(server.http("/shop/poll?news")))
                .body();
    }

    private static Path shopWithStreams() {
        WebArchive streams = ShrinkWrap.createFromZipFile(
                        WebArchive.class, Artifacts.shop().toFile())
                .addPackage(NewsServlet.class.getPackage());
        Path folder = Path.of("target/streams").toAbsolutePath();
        assertThat(folder.toFile().mkdirs() || folder.toFile().isDirectory())
                .as("%s: a folder", folder)
                .isTrue();
        return Artifacts.export(streams, folder);
    }
}
