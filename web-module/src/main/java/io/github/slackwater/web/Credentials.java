package io.github.slackwater.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an {@code Authorization} header carries. */
sealed interface Credentials {

    /** No header, or of a scheme that is not for us. */
    record None() implements Credentials {}

    /** {@code Bearer}, RFC 6750. */
    record Bearer(String token) implements Credentials {

        /**
         * Compares in a time that depends on neither token: the digests have one length, and {@link
         * MessageDigest#isEqual} looks at all of it.
         */
        boolean matches(String expected) {
            return MessageDigest.isEqual(sha256(token), sha256(expected));
        }

        private static byte[] sha256(String text) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        @Override
        public String toString() {
            return "Bearer[...]";
        }
    }

    /** {@code Basic}, RFC 7617, in UTF-8. */
    record Basic(String user, String password) implements Credentials {
        @Override
        public String toString() {
            return "Basic[" + user + "]";
        }
    }

    static Credentials of(@Nullable String authorization) {
        if (authorization == null) {
            return new None();
        }
        int space = authorization.indexOf(' ');
        if (space < 0) {
            return new None();
        }
        String value = authorization.substring(space + 1).strip();
        return switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "bearer" -> new Bearer(value);
            case "basic" -> basic(value);
            default -> new None();
        };
    }

    private static Credentials basic(String value) {
        try {
            String pair = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? new None() : new Basic(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException notBase64) {
            return new None();
        }
    }
}
