package io.github.slackwater.cli.redeploy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HTTP digest authentication (RFC 7616) as a client does it, with {@code qop=auth}: {@code java.net.http} knows Basic only.
 *
 * @param realm as the server names it
 * @param nonce the server's, for some requests or for one
 * @param opaque goes back to the server as it came; null where it came not
 * @param algorithm as the server names it: {@code MD5} or {@code SHA-256}
 */
record Digest(String realm, String nonce, @Nullable String opaque, String algorithm) {

    private static final Pattern PARAMETER =
            Pattern.compile("([\\w-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,]+))");
    private static final String SCHEME = "digest ";

    /** The pattern goes through a quoted text by recursion. */
    private static final int LONGEST = 2_000;

    /** The first challenge among the values of {@code WWW-Authenticate} that can be met. */
    static Optional<Digest> challenge(List<String> values) {
        return values.stream()
                .filter(value -> value.length() <= LONGEST
                        && value.toLowerCase(Locale.ROOT).startsWith(SCHEME))
                .map(value -> parameters(value.substring(SCHEME.length())))
                .filter(Digest::canBeMet)
                .map(found -> new Digest(
                        found.getOrDefault("realm", ""),
                        found.getOrDefault("nonce", ""),
                        found.get("opaque"),
                        found.getOrDefault("algorithm", "MD5")))
                .findFirst();
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(text);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            parameters.put(
                    matcher.group(1).toLowerCase(Locale.ROOT),
                    quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
        }
        return parameters;
    }

    private static boolean canBeMet(Map<String, String> parameters) {
        return parameters.containsKey("realm")
                && parameters.containsKey("nonce")
                && List.of(parameters.getOrDefault("qop", "").split("\\s*,\\s*"))
                        .contains("auth")
                && parameters.getOrDefault("algorithm", "MD5").matches("(?i)MD5|SHA-256");
    }

    /**
     * The value of {@code Authorization}.
     *
     * @param uri path and query, as in the request line
     * @param count how many requests had this nonce, with this one: from 1
     * @param clientNonce the client's own
     */
    String authorization(Administrator who, String method, String uri, int count, String clientNonce) {
        String counted = "%08x".formatted(count);
        String secret = hash(who.user() + ":" + realm + ":" + who.password());
        String response = hash(String.join(":", secret, nonce, counted, clientNonce, "auth", hash(method + ":" + uri)));
        return "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", algorithm=%s, qop=auth, nc=%s, cnonce=\"%s\", response=\"%s\"%s"
                .formatted(
                        quoted(who.user()),
                        quoted(realm),
                        nonce,
                        uri,
                        algorithm,
                        counted,
                        clientNonce,
                        response,
                        opaque == null ? "" : ", opaque=\"" + opaque + "\"");
    }

    private static String quoted(String text) {
        return text.replaceAll("[\"\\\\]", "\\\\$0");
    }

    private String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm.toUpperCase(Locale.ROOT))
                            .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is in every Java", e);
        }
    }
}
