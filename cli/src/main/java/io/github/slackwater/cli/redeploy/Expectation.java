package io.github.slackwater.cli.redeploy;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a good version is known.
 *
 * @param url asked by GET, on the server itself; redirects are not followed
 * @param status of the answer, 100 to 599
 * @param text what its body has to contain; null for anything
 * @param header what has to be among its headers, {@code NAME=VALUE}; null for anything
 * @param timeout how long a version may take until it answers so
 */
public record Expectation(
        URI url,
        int status,
        @Nullable String text,
        @Nullable String header,
        Duration timeout) {

    /** What was answered; a body of another charset than UTF-8 is read all the same. */
    record Reply(int status, HttpHeaders headers, String body) {}

    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;
    private static final long LONGEST_SECONDS = 86_400;

    /**
     * Checks the values.
     *
     * @throws RedeployFailure with {@link RedeployCode#USAGE}
     */
    public Expectation {
        if (!isHttp(url)) {
            throw RedeployFailure.usage("--url: %s (expected http://... or https://...)".formatted(url));
        }
        if (status < 100 || status > 599) {
            throw RedeployFailure.usage("--expect-status: %d (expected 100..599)".formatted(status));
        }
        if (header != null && header.indexOf('=') < 1) {
            throw RedeployFailure.usage("--expect-header: %s (expected NAME=VALUE)".formatted(header));
        }
        if (timeout.toSeconds() < 1 || timeout.toSeconds() > LONGEST_SECONDS) {
            throw RedeployFailure.usage(
                    "--verify-timeout: %d (expected 1..%d)".formatted(timeout.toSeconds(), LONGEST_SECONDS));
        }
    }

    /**
     * Reads an address.
     *
     * @param option the option that it comes from, for the message
     * @throws RedeployFailure with {@link RedeployCode#USAGE} if it is none
     */
    public static URI address(String option, String text) {
        try {
            URI address = new URI(text);
            if (isHttp(address)) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw notAnAddress(option, text, e);
        }
        throw notAnAddress(option, text, null);
    }

    private static RedeployFailure notAnAddress(String option, String text, @Nullable Exception cause) {
        return new RedeployFailure(
                RedeployCode.USAGE, "%s: %s (expected http://... or https://...)".formatted(option, text), cause);
    }

    private static boolean isHttp(URI address) {
        String scheme = address.getScheme();
        return scheme != null
                && scheme.toLowerCase(Locale.ROOT).matches("https?")
                && address.getHost() != null
                && address.getRawUserInfo() == null;
    }

    /** What a version answers that is as good as the one before: nothing but a status is known of that. */
    Expectation asBefore(int statusBefore) {
        boolean wasBad = statusBefore == 0 || statusBefore == NOT_FOUND || statusBefore >= SERVER_ERROR;
        return new Expectation(url, wasBad ? status : statusBefore, null, null, timeout);
    }

    /** Whether it is met now, by one look. */
    public boolean isMetBy(Web web) {
        return new Probe(web, new Stop()).isGood(this);
    }

    /** What is wrong with an answer; null if it is as expected. */
    @Nullable
    String mismatch(Reply reply) {
        if (reply.status() != status) {
            return "%s answers %d (expected %d)".formatted(url, reply.status(), status);
        }
        if (text != null && !reply.body().contains(text)) {
            return "%s answers %d, but without the text %s".formatted(url, status, text);
        }
        return header == null ? null : mismatch(header, reply);
    }

    private @Nullable String mismatch(String wanted, Reply reply) {
        String name = wanted.substring(0, wanted.indexOf('='));
        String value = wanted.substring(name.length() + 1);
        if (reply.headers().allValues(name).contains(value)) {
            return null;
        }
        return reply.headers()
                .firstValue(name)
                .map(found -> "%s answers %d, but its header %s is %s (expected %s)"
                        .formatted(url, status, name, found, value))
                .orElseGet(
                        () -> "%s answers %d, but has no header %s (expected %s)".formatted(url, status, name, value));
    }

    /** An answer that is as expected, in words. */
    String match() {
        return "%s answers %d%s%s"
                .formatted(
                        url,
                        status,
                        text == null ? "" : ", with the text " + text,
                        header == null ? "" : ", with the header " + header);
    }
}
