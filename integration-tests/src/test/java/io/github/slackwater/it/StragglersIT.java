package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.InterruptReport;
import io.github.slackwater.core.Outcome;
import io.github.slackwater.core.RequestInfo;
import io.github.slackwater.core.RequestKind;
import io.github.slackwater.core.State;
import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.Verdict;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Requests that do not end in time: they are named, shown and, if the operator wants it, ended. */
class StragglersIT extends OnServer {

    private static final Duration LONGER_THAN_THE_DRAIN = Duration.ofSeconds(20);

    /** When the shop comes to answer a request that has been ended by then. */
    private static final Duration LATER = Duration.ofSeconds(8);

    @Test
    void aDrainThatTimesOutListsWhoIsStillThereByKindAndLeavesTheGateClosed() throws Exception {
        try (InFlight slow = InFlight.begin(
                        server,
                        Duration.ofSeconds(6),
                        io.github.slackwater.rig.RequestKind.SLOW,
                        io.github.slackwater.rig.RequestKind.ASYNC);
                Background<HttpResponse<String>> stream =
                        Background.run(() -> server.get("/shop/stream?seconds=6&secret=1"))) {
            await().atMost(SOON).until(() -> server.shop().getActiveRequests() == 3);

            // A second before the stream is ended, see slackwater.long-lived.grace-seconds.
            DrainReport report = server.lifecycle().drain(1);

            assertThat(report.outcome()).isEqualTo(Outcome.TIMED_OUT);
            assertThat(report.state()).isEqualTo(State.DRAINING);
            assertThat(report.inFlight()).isEqualTo(3);
            assertThat(report.elapsedMillis()).isBetween(900L, 3_000L);
            assertThat(report.stragglers()).hasSize(3);
            Map<RequestKind, RequestInfo> byKind =
                    report.stragglers().stream().collect(Collectors.toMap(RequestInfo::kind, Function.identity()));
            assertThat(byKind.keySet()).containsExactlyInAnyOrder(RequestKind.SYNC, RequestKind.ASYNC, RequestKind.SSE);
            assertThat(byKind.get(RequestKind.SYNC).path()).isEqualTo("/shop/slow");
            assertThat(byKind.get(RequestKind.SYNC).thread()).isNotBlank();
            assertThat(byKind.get(RequestKind.ASYNC).path()).isEqualTo("/shop/async");
            assertThat(byKind.get(RequestKind.SSE).path()).isEqualTo("/shop/stream");
            assertThat(report.stragglers()).allSatisfy(straggler -> {
                assertThat(straggler.application()).isEqualTo("shop");
                assertThat(straggler.method()).isEqualTo("GET");
                assertThat(straggler.id()).startsWith("shop-");
                assertThat(straggler.ageMillis()).isPositive();
            });
            assertThat(server.lifecycle().stragglers())
                    .extracting(RequestInfo::id)
                    .containsExactlyElementsOf(
                            report.stragglers().stream().map(RequestInfo::id).toList());
            assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(503);

            assertThat(server.lifecycle().drain(60).outcome()).isEqualTo(Outcome.DRAINED);
            assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
            assertThat(stream.result(SOON).body()).contains("event: tick").doesNotContain("event: end");
            assertThat(server.lifecycle().status().lastDrain().longLivedEnded()).isEqualTo(1);
            assertThat(server.lifecycle().stragglers()).isEmpty();
        }
    }

    @Test
    void theStackOfAStragglerShowsWhereItStandsAndAnInterruptEndsIt() throws Exception {
        try (InFlight slow = InFlight.begin(server, LONGER_THAN_THE_DRAIN, io.github.slackwater.rig.RequestKind.SLOW)) {
            RequestInfo straggler = server.lifecycle().drain(1).stragglers().get(0);

            assertThat(server.lifecycle().threadDump(straggler.id()))
                    .contains("SlowServlet", "sleep", straggler.thread());
            InterruptReport report = server.lifecycle().interrupt(straggler.id());

            assertThat(report.action()).isEqualTo(InterruptReport.Action.INTERRUPTED);
            assertThat(report.detail()).contains("/shop/slow");
            Answer answer = slow.answers().get(0);
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).contains("interrupted while it waited");
            awaitState(State.DRAINED);
        }
    }

    @Test
    void anAsynchronousStragglerIsEndedWith503AndWhatItWouldHaveDoneLaterDoesNoHarm() throws Exception {
        long log = server.log().length();
        try (InFlight slow = InFlight.begin(server, LATER, io.github.slackwater.rig.RequestKind.ASYNC)) {
            assertThat(server.lifecycle().drain(1).outcome()).isEqualTo(Outcome.TIMED_OUT);

            List<InterruptReport> reports = server.lifecycle().interruptStragglers();

            assertThat(reports)
                    .singleElement()
                    .satisfies(report -> assertThat(report.action()).isEqualTo(InterruptReport.Action.ENDED_ASYNC));
            assertThat(slow.answers().get(0).status()).isEqualTo(503);
            awaitState(State.DRAINED);
        }
        await().atMost(LATER.plus(SOON))
                .until(() -> server.log().entries(log).stream().anyMatch(entry -> entry.contains("before its answer")));
        assertThat(server.log().complaints(log)).isEmpty();
    }
}
