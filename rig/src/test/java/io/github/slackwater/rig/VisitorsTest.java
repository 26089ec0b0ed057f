package io.github.slackwater.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VisitorsTest {
    private final AtomicInteger lost = new AtomicInteger();
    private final Visitor visitor = new Visitor();

    @Test
    void theCountGoesUpByOneAndTheCookieIsKept() {
        Visitors visitors = new Visitors(true, lost::incrementAndGet);

        assertThat(visitors.back(visitor, visit(1, "JSESSIONID=a; Path=/shop")).verdict())
                .isEqualTo(Verdict.OK);
        assertThat(visitors.back(visitor, visit(2, "")).verdict()).isEqualTo(Verdict.OK);
        assertThat(visitor.cookie()).isEqualTo("JSESSIONID=a");
        assertThat(lost).hasValue(0);
    }

    @Test
    void aLostSessionIsCountedAndNoFailureUnlessSessionsAreKept() {
        Visitors visitors = new Visitors(false, lost::incrementAndGet);
        visitors.back(visitor, visit(1, "JSESSIONID=a"));

        assertThat(visitors.back(visitor, visit(1, "JSESSIONID=b")).verdict()).isEqualTo(Verdict.OK);
        assertThat(lost).hasValue(1);
        assertThat(visitors.back(visitor, visit(2, "")).verdict()).isEqualTo(Verdict.OK);
        assertThat(visitor.cookie()).isEqualTo("JSESSIONID=b");
    }

    @Test
    void aLostSessionIsAFailureWhereSessionsAreKept() {
        Visitors visitors = new Visitors(true, lost::incrementAndGet);
        visitors.back(visitor, visit(1, "JSESSIONID=a"));

        Answer answer = visitors.back(visitor, visit(1, "JSESSIONID=b"));

        assertThat(answer.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(answer.reason()).isEqualTo("session lost");
        assertThat(lost).hasValue(1);
    }

    @Test
    void aVisitThatWasCountedTwiceIsAFailure() {
        Visitors visitors = new Visitors(false, lost::incrementAndGet);
        visitors.back(visitor, visit(1, "JSESSIONID=a"));

        assertThat(visitors.back(visitor, visit(3, "")).reason()).isEqualTo("wrong visits");
        assertThat(visitor.hasCookie()).as("begins anew").isFalse();
        assertThat(lost).hasValue(0);
    }

    @Test
    void afterAFailureNobodyKnowsTheCountSoTheVisitorBeginsAnew() {
        Visitors visitors = new Visitors(true, lost::incrementAndGet);
        visitors.back(visitor, visit(1, "JSESSIONID=a"));

        visitors.back(visitor, answer(Verdict.FAILED, "", ""));

        assertThat(visitors.back(visitor, visit(1, "JSESSIONID=b")).verdict()).isEqualTo(Verdict.OK);
        assertThat(lost).hasValue(0);
    }

    private static Answer visit(int visits, String cookie) {
        return answer(Verdict.OK, "{\"request\":\"r\",\"visits\":" + visits + ",\"new\":false}", cookie);
    }

    private static Answer answer(Verdict verdict, String body, String cookie) {
        Map<String, List<String>> headers = cookie.isEmpty() ? Map.of() : Map.of("set-cookie", List.of(cookie));
        return new Answer("r", RequestKind.SESSION, verdict, "", "", 200, headers, body, Duration.ZERO);
    }
}
