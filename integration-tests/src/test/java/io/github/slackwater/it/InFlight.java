package io.github.slackwater.it;

import static org.awaitility.Awaitility.await;

import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.RequestKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Requests to the shop that are under way: the server has let them in and has not answered them yet. Each is sent once, on
 * a connection of its own, and its answer is checked to the last byte.
 */
final class InFlight implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final LoadClient client;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<CompletableFuture<Answer>> answers;

    private InFlight(ServerUnderTest server, Duration each, List<RequestKind> kinds) {
        int millis = (int) each.toMillis();
        client = LoadClient.of(
                server.shopLoad().withSlowMillis(millis).withAsyncMillis(millis).withTimeout(BOUND));
        answers = kinds.stream()
                .map(kind -> CompletableFuture.supplyAsync(() -> client.probe(kind), threads))
                .toList();
    }

    /** Begins them, and waits until the shop has let all of them in. */
    static InFlight begin(ServerUnderTest server, Duration each, RequestKind... kinds) {
        int before = server.shop().getActiveRequests();
        InFlight inFlight = new InFlight(server, each, Arrays.asList(kinds));
        await().atMost(OnServer.SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> server.shop().getActiveRequests() == before + kinds.length);
        return inFlight;
    }

    /** Waits until all have been answered, or have failed. */
    List<Answer> answers() throws Exception {
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(BOUND.toSeconds(), TimeUnit.SECONDS);
        return answers.stream().map(CompletableFuture::join).toList();
    }

    @Override
    public void close() {
        client.close();
        threads.shutdownNow();
    }
}
