package io.github.slackwater.cli;

import java.net.MalformedURLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/**
 * Where a server's JMX is.
 *
 * @param text as the user knows it: what was given, or {@code pid 4711}
 * @param url the same for a connector
 */
record JmxAddress(String text, JMXServiceURL url) {

    private static final String URL_PREFIX = "service:jmx:";

    /** {@code host:port}; an IPv6 address in brackets. */
    private static final Pattern HOST_PORT = Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^\\s:/\\[\\]]+):(\\d{1,5})");

    private static final Pattern HOST_PORT_IN_URL = Pattern.compile("//([^/]+:\\d+)");

    private static final int MAX_PORT = 65_535;

    /**
     * Reads {@code host:port} or {@code service:jmx:...}.
     *
     * @param source the option or variable it comes from, for the message
     * @throws CommandFailure with {@link ExitCode#USAGE} if it is neither
     */
    static JmxAddress parse(String source, String text) {
        try {
            if (text.startsWith(URL_PREFIX)) {
                return new JmxAddress(text, new JMXServiceURL(text));
            }
            Matcher matcher = HOST_PORT.matcher(text);
            if (matcher.matches() && isPort(Integer.parseInt(matcher.group(2)))) {
                return new JmxAddress(text, new JMXServiceURL("service:jmx:rmi:///jndi/rmi://" + text + "/jmxrmi"));
            }
        } catch (MalformedURLException e) {
            throw malformed(source, text, e);
        }
        throw malformed(source, text, null);
    }

    /** The text of an address for a table: of a URL, which may take half of a line, the host and port that it leads to. */
    static String brief(String text) {
        String brief = text;
        Matcher matcher = HOST_PORT_IN_URL.matcher(text);
        while (matcher.find()) {
            brief = matcher.group(1);
        }
        return brief;
    }

    private static boolean isPort(int port) {
        return port >= 1 && port <= MAX_PORT;
    }

    private static CommandFailure malformed(String source, String text, @Nullable Throwable cause) {
        return new CommandFailure(
                ExitCode.USAGE,
                "%s: %s (expected host:port, port 1..%d, or a URL that begins with %s)"
                        .formatted(source, text, MAX_PORT, URL_PREFIX),
                cause);
    }
}
