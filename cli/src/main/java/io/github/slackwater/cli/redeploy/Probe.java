package io.github.slackwater.cli.redeploy;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the application for itself. */
final class Probe {

    /**
     * What came of asking.
     *
     * @param good whether the answer is as expected
     * @param text the same in words
     */
    record Answer(boolean good, String text) {}

    /** Nobody answers. */
    static final int NONE = 0;

    private static final Duration EACH = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Web web;
    private final Stop stop;

    Probe(Web web, Stop stop) {
        this.web = web;
        this.stop = stop;
    }

    /** The status of one answer; {@link #NONE} where there is none. */
    int status(Expectation expected) {
        try {
            return ask(expected).status();
        } catch (IOException e) {
            return NONE;
        }
    }

    /** Asks until the answer is as expected, the time has passed, or a signal ends the wait. */
    Answer await(Expectation expected) {
        long end = System.nanoTime() + expected.timeout().toNanos();
        while (true) {
            Answer answer = answer(expected);
            if (answer.good() || stop.endsTheWait() || System.nanoTime() - end >= 0) {
                return answer;
            }
            stop.sleep(PAUSE);
        }
    }

    /** Whether one answer is as expected. */
    boolean isGood(Expectation expected) {
        return answer(expected).good();
    }

    private Answer answer(Expectation expected) {
        try {
            String mismatch = expected.mismatch(ask(expected));
            return mismatch == null ? new Answer(true, expected.match()) : new Answer(false, mismatch);
        } catch (IOException e) {
            return new Answer(false, "no answer from %s: %s".formatted(expected.url(), Web.reason(e)));
        }
    }

    private Expectation.Reply ask(Expectation expected) throws IOException {
        HttpResponse<String> response = web.send(
                HttpRequest.newBuilder(expected.url()).timeout(EACH).build(),
                BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Expectation.Reply(response.statusCode(), response.headers(), response.body());
    }
}
