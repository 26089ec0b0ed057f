package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadPlan;
import io.github.slackwater.rig.RequestKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Requests to the shop that are under way: the server has let them in and has not answered them yet. Each is sent once, on
 * a connection of its own, and its answer is checked to the last byte.
 */
final class InFlight implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final LoadClient client;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<CompletableFuture<Answer>> answers;

    private InFlight(LoadPlan plan, Duration each, List<RequestKind> kinds) {
        int millis = (int) each.toMillis();
        client = LoadClient.of(
                plan.withSlowMillis(millis).withAsyncMillis(millis).withTimeout(BOUND));
        answers = kinds.stream()
                .map(kind -> CompletableFuture.supplyAsync(() -> client.probe(kind), threads))
                .toList();
    }

    /** Begins them, and waits until the shop has let all of them in. */
    static InFlight begin(ServerUnderTest server, Duration each, RequestKind... kinds) {
        return begin(server, ServerUnderTest.SHOP, each, kinds);
    }

    /** The same of another application, with the paths of the shop. */
    static InFlight begin(ServerUnderTest server, String application, Duration each, RequestKind... kinds) {
        LifecycleMXBean lifecycle = server.application(application);
        Set<String> paths = Arrays.stream(kinds).map(InFlight::path).collect(Collectors.toSet());
        long before = held(lifecycle, paths);
        InFlight inFlight = new InFlight(server.load(application), each, Arrays.asList(kinds));
        await().atMost(OnServer.SOON)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(held(lifecycle, paths))
                        .as(() -> "in flight, beside %d before; answered by now: %s"
                                .formatted(before, inFlight.answered()))
                        .isGreaterThanOrEqualTo(before + kinds.length));
        return inFlight;
    }

    /**
     * Those like the ones begun here, which take their time: any other is counted until a moment after its client has the
     * answer, and those of a load come and go.
     */
    private static long held(LifecycleMXBean lifecycle, Set<String> paths) {
        return lifecycle.activeRequests().stream()
                .filter(request -> paths.stream().anyMatch(request.path()::endsWith))
                .count();
    }

    private static String path(RequestKind kind) {
        return switch (kind) {
            case SLOW -> "/slow";
            case ASYNC -> "/async";
            default -> throw new IllegalArgumentException("kind: " + kind + " (expected one that takes its time)");
        };
    }

    private List<Answer> answered() {
        return answers.stream()
                .filter(CompletableFuture::isDone)
                .map(CompletableFuture::join)
                .toList();
    }

    /** Whether none has been answered yet, and none has failed. */
    boolean areAllUnderWay() {
        return answers.stream().noneMatch(CompletableFuture::isDone);
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
