package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.rig.DomainNode;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The servers that an engine administers, each under a load of its own, with no balancer. */
final class EngineNodes implements AutoCloseable {

    static final Duration BOUND = Duration.ofSeconds(90);

    private static final int RATE = Integer.getInteger("slackwater.it.engines.rate", 40);

    /** What an administrator does meanwhile. */
    interface Step {
        void run() throws Exception;
    }

    private final List<DomainNode> places;
    private final LogFormat format;
    private final List<ServerUnderTest> nodes;

    EngineNodes(List<DomainNode> places, LogFormat format) {
        this.places = places;
        this.format = format;
        this.nodes = new ArrayList<>(
                places.stream().map(place -> underTest(place, format)).toList());
    }

    private static ServerUnderTest underTest(DomainNode node, LogFormat format) {
        return new ServerUnderTest(
                new ServerUnderTest.Address(
                        node.server() + " " + node.name(),
                        node.http(),
                        null,
                        null,
                        node.jmxUrl(),
                        node.jmxEnvironment(),
                        node.user(),
                        node.password(),
                        new ServerLog(node.log(), format),
                        Artifacts.ear()),
                new CommandsOfTheEngine());
    }

    ServerUnderTest node(int number) {
        return nodes.get(number);
    }

    List<DomainNode> places() {
        return places;
    }

    /** To a server that has ended, and starts again. */
    void reconnect(int number, Runnable start) {
        nodes.get(number).close();
        start.run();
        nodes.set(number, underTest(places.get(number), format));
    }

    List<ServerUnderTest> all() {
        return nodes;
    }

    /** A load on each server, from before the step until a while after it; prints what became of it. */
    List<LoadReport> under(String application, String title, Step step) throws Exception {
        List<LoadClient> loads = new ArrayList<>();
        try {
            nodes.forEach(node -> loads.add(
                    LoadClient.start(node.load(application).withRate(RATE).withTimeout(BOUND))));
            awaitMore(loads);
            step.run();
            awaitMore(loads);
            List<LoadReport> reports = new ArrayList<>();
            for (LoadClient load : loads) {
                LoadReport report = load.finish(BOUND);
                System.out.printf(
                        "%s, %s: %s %s%n",
                        nodes.get(reports.size()).name(), title, report.summary(), report.failures());
                reports.add(report);
            }
            return reports;
        } finally {
            loads.forEach(LoadClient::close);
        }
    }

    private static void awaitMore(List<LoadClient> loads) {
        for (LoadClient load : loads) {
            long answered = load.snapshot().ok();
            await().atMost(BOUND).until(() -> load.snapshot().ok() > answered + RATE);
        }
    }

    /** The same on the shop; nothing is lost, and there was something to lose: requests were parked on each of these. */
    void loseNothing(String title, List<ServerUnderTest> parking, Step step) throws Exception {
        List<Long> parked =
                parking.stream().map(node -> node.shop().getParkedTotal()).toList();
        List<LoadReport> reports = under(ServerUnderTest.SHOP, title, step);
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
            assertThat(report.refused()).isZero();
        });
        for (int i = 0; i < parking.size(); i++) {
            assertThat(parking.get(i).shop().getParkedTotal())
                    .as(parking.get(i).name())
                    .isGreaterThan(parked.get(i));
        }
    }

    /** Which copy of the shop answers. */
    List<String> instances() {
        return nodes.stream().map(EngineNodes::instance).toList();
    }

    static String instance(ServerUnderTest node) {
        return node.get("/shop/version").body().replaceAll(".*\"instance\":\"([^\"]*)\".*", "$1");
    }

    @Override
    public void close() {
        nodes.forEach(ServerUnderTest::close);
    }

    /** No server of an engine is given commands of its own. */
    private static final class CommandsOfTheEngine implements Admin {
        private static UnsupportedOperationException refusal() {
            return new UnsupportedOperationException("the engine's own commands do that");
        }

        @Override
        public void deploy(String name, Path archive) {
            throw refusal();
        }

        @Override
        public void deploy(String name, Path archive, @Nullable Path library) {
            throw refusal();
        }

        @Override
        public void redeploy(String name, Path archive) {
            throw refusal();
        }

        @Override
        public void undeploy(String name) {
            throw refusal();
        }

        @Override
        public void command(String... words) {
            throw refusal();
        }
    }
}
