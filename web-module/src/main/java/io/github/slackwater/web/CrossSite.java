package io.github.slackwater.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells a request that a page of another site makes a browser send. Browsers say so themselves in {@code Sec-Fetch-Site}
 * (W3C Fetch Metadata; sent to https and to localhost) and in {@code Origin} (Fetch standard; sent with every POST).
 * Pages can forge neither. Programs such as curl send none of the two.
 */
final class CrossSite {

    private CrossSite() {}

    /**
     * Whether a request comes from another site.
     *
     * @param secFetchSite the header, or null; only {@code same-origin} and {@code none} (typed by the user) are ours
     * @param origin the header, or null; has to name this server
     * @param host the {@code Host} header, or null
     * @param secure whether the request came by https; if it did, its origin has to be https as well. The other way round
     *     is what a proxy that ends TLS makes of it
     */
    static boolean isCrossSite(
            @Nullable String secFetchSite, @Nullable String origin, @Nullable String host, boolean secure) {
        if (secFetchSite != null && !secFetchSite.equals("same-origin") && !secFetchSite.equals("none")) {
            return true;
        }
        return origin != null && !isSameOrigin(origin, host, secure);
    }

    private static boolean isSameOrigin(String origin, @Nullable String host, boolean secure) {
        try {
            URI uri = new URI(origin);
            String scheme = uri.getScheme();
            String authority = uri.getRawAuthority();
            if (scheme == null || authority == null || host == null) {
                return false;
            }
            scheme = scheme.toLowerCase(Locale.ROOT);
            boolean known = scheme.equals("https") || (scheme.equals("http") && !secure);
            return known && withoutDefaultPort(authority, scheme).equals(withoutDefaultPort(host, scheme));
        } catch (URISyntaxException e) {
            return false; // Not an origin, so not ours: "null" (a sandboxed page) comes with no scheme and ends above.
        }
    }

    private static String withoutDefaultPort(String authority, String scheme) {
        String lower = authority.toLowerCase(Locale.ROOT);
        String port = scheme.equals("https") ? ":443" : ":80";
        return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
    }
}
