package io.github.slackwater.benchmarks;

import static io.github.slackwater.benchmarks.Spread.seconds;

import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.EventStreams;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.Pauses;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One soak from the server's start to its end. Blocks for minutes, and says how far it is. */
final class Soak {
    private static final int WARM_UP = 20;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(60);

    private final SoakOptions options;
    private final Path home;
    private final Consumer<String> progress;
    private final List<Redeploy> redeploys = new ArrayList<>();

    Soak(SoakOptions options, Path home, Consumer<String> progress) {
        this.options = options;
        this.home = home;
        this.progress = progress;
    }

    SoakResult run() throws IOException, InterruptedException {
        progress.accept("starts " + options.server().label());
        try (SoakServer server = SoakServer.start(options.server(), home)) {
            progress.accept(server.name() + ", pid " + server.pid() + ", " + server.shop());
            warmUp(server);
            OwnRedeploys own = own(server);
            if (options.protectedBySlackwater()) {
                server.deploySlackwater(home);
                progress.accept("slackwater.ear is deployed");
            }
            return soak(server, own);
        }
    }

    /** The first requests load classes; they say nothing about a redeploy. */
    private void warmUp(SoakServer server) {
        try (LoadClient client = LoadClient.of(options.plan(server.shop()))) {
            for (int i = 0; i < WARM_UP; i++) {
                for (RequestKind kind : List.of(RequestKind.GET, RequestKind.POST_LARGE, RequestKind.SESSION)) {
                    check(client.probe(kind));
                }
            }
            for (RequestKind kind : RequestKind.values()) {
                check(client.probe(kind));
            }
        }
    }

    private static void check(Answer answer) {
        if (answer.verdict() != Verdict.OK) {
            throw new IllegalStateException("the shop does not answer: %s %s %s"
                    .formatted(answer.kind().label(), answer.reason(), answer.detail()));
        }
    }

    /** The server's own redeploys under the same requests, before Slackwater is there: what it does by itself. */
    private OwnRedeploys own(SoakServer server) throws InterruptedException {
        List<Redeploy> own = new ArrayList<>();
        Pauses pauses = new Pauses();
        try (LoadClient client = LoadClient.of(options.plan(server.shop()), pauses)) {
            client.start();
            TimeUnit.SECONDS.sleep(options.pauseSeconds());
            for (int i = 0; i < options.ownRedeploys(); i++) {
                own.add(redeploy(server, pauses, null));
                progress.accept("the server's own redeploy, without Slackwater: "
                        + seconds(own.get(i).command()) + ", no answers for "
                        + seconds(own.get(i).pause().gap()) + ", "
                        + client.snapshot().summary());
            }
            return new OwnRedeploys(own, client.finish(LAST_ANSWERS));
        }
    }

    private SoakResult soak(SoakServer server, OwnRedeploys own) throws IOException, InterruptedException {
        Vitals before = Vitals.of(server.jmx());
        Vitals settled = before;
        Pauses pauses = new Pauses();
        try (LoadClient client = LoadClient.of(options.plan(server.shop()), pauses);
                EventStreams streams = EventStreams.open(server.shop(), options.streams());
                ParkedWatch parked = ParkedWatch.start(server.lifecycle().orElse(null))) {
            client.start();
            TimeUnit.SECONDS.sleep(options.pauseSeconds());
            for (int i = 1; i <= options.redeploys(); i++) {
                redeploys.add(redeploy(server, pauses, parked));
                tell(i, client.snapshot(), streams.report());
                if (i == options.settledAfter()) {
                    settled = atRest(server, client);
                }
            }
            Vitals end = atRest(server, client);
            LoadReport load = client.finish(LAST_ANSWERS);
            return new SoakResult(server.name(), options, own, redeploys, load, streams.report(), before, settled, end);
        }
    }

    private Redeploy redeploy(SoakServer server, Pauses pauses, @Nullable ParkedWatch parked)
            throws InterruptedException {
        pauses.begin();
        long began = System.nanoTime();
        server.redeploy(home, options.keepSessions());
        Duration command = Duration.ofNanos(System.nanoTime() - began);
        TimeUnit.SECONDS.sleep(options.pauseSeconds());
        return new Redeploy(command, pauses.end(), parked == null ? 0 : parked.most());
    }

    /** Nothing is in flight but the streams; arrivals meanwhile are counted as held. */
    private Vitals atRest(SoakServer server, LoadClient client) throws IOException, InterruptedException {
        client.hold();
        long deadline = System.nanoTime() + LAST_ANSWERS.toNanos();
        while (client.snapshot().inFlight() > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        Vitals vitals = Vitals.of(server.jmx());
        progress.accept("heap after full collections: %.1f MB".formatted(vitals.heapBytes() / 1e6));
        client.unhold();
        return vitals;
    }

    private void tell(int number, LoadReport load, EventStreams.Report streams) {
        Redeploy last = redeploys.get(number - 1);
        progress.accept(String.format(
                Locale.ROOT,
                "%3d/%d  command %s  pause %s  gap %s  parked %d | sent %d ok %d refused %d failed %d %s"
                        + "| streams %d/%d, ended %d, cut %d, refused %d, failed %d %s",
                number,
                options.redeploys(),
                seconds(last.command()),
                seconds(last.pause().longest()),
                seconds(last.pause().gap()),
                last.parked(),
                load.sent(),
                load.ok(),
                load.refused(),
                load.failed(),
                load.failed() == 0 ? "" : load.failures() + " ",
                streams.open(),
                streams.pages(),
                streams.ended(),
                streams.cut(),
                streams.refused(),
                streams.failed(),
                streams.failed() == 0 ? "" : streams.failures()));
    }
}
