package io.github.slackwater.cli;

import java.io.WriteAbortedException;
import java.net.MalformedURLException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.rmi.ConnectException;
import java.rmi.ConnectIOException;
import java.rmi.UnmarshalException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.naming.NameNotFoundException;
import javax.net.ssl.SSLException;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;

/** Says in one line why there is no connection. JMX hides the reason under up to four exceptions. */
final class ConnectFailure {

    /** Of all its releases, with and without TLS. */
    private static final Pattern WILDFLY =
            Pattern.compile("^service:jmx:(remote|remoting|http-remoting|https-remoting)\\b");

    private ConnectFailure() {}

    static CommandFailure explain(JmxAddress address, @Nullable Credentials credentials, Exception thrown) {
        String to = address.text();
        if (isRefusal(thrown)) {
            return new CommandFailure(ExitCode.REFUSED, "%s refuses %s".formatted(to, who(credentials)), thrown);
        }
        return new CommandFailure(
                ExitCode.NO_CONNECTION, "cannot connect to %s: %s".formatted(to, reason(to, thrown)), thrown);
    }

    /**
     * Only the authenticator of the other end throws while a connection is made. Payara's throws what cannot be sent, of
     * which WriteAbortedException is all that arrives; WildFly's protocol has an exception of its own for it.
     */
    private static boolean isRefusal(Exception thrown) {
        return find(thrown, SecurityException.class) != null
                || find(thrown, WriteAbortedException.class) != null
                || find(thrown, SaslException.class) != null;
    }

    private static String who(@Nullable Credentials credentials) {
        return credentials == null
                ? "a connection without user and password (expected --user with --password-file)"
                : "user %s with this password (expected a JMX user of that server)".formatted(credentials.user());
    }

    private static String reason(String to, Exception thrown) {
        UnknownHostException unknown = find(thrown, UnknownHostException.class);
        if (unknown != null) {
            return "the host has no address (expected a name that resolves)";
        }
        if (find(thrown, TimeoutException.class) != null) {
            return "no answer in time (expected JMX there; --connect-timeout waits longer)";
        }
        if (find(thrown, NoRouteToHostException.class) != null) {
            return "there is no route to the host (expected an address that this machine reaches)";
        }
        if (find(thrown, MalformedURLException.class) != null) {
            return WILDFLY.matcher(to).find()
                    ? "this protocol is WildFly's (expected its bin/client/jboss-cli-client.jar in SLACKWATER_CLASSPATH, "
                            + "or its folder in JBOSS_HOME)"
                    : "this protocol needs the server's own client library (expected service:jmx:rmi:, "
                            + "or the library in SLACKWATER_CLASSPATH)";
        }
        if (find(thrown, SSLException.class) != null) {
            return "TLS failed (expected a certificate that this JVM trusts; redeploy and rolling have --cacert): "
                    + innermost(thrown);
        }
        if (find(thrown, NameNotFoundException.class) != null) {
            return "an RMI registry is there, but no JMX in it (expected the name jmxrmi)";
        }
        if (find(thrown, ConnectIOException.class) != null || find(thrown, UnmarshalException.class) != null) {
            return "what listens there does not speak JMX over RMI (expected the server's JMX port; Payara Server: 8686; "
                    + "WildFly: service:jmx:remote+http://HOST:9990)";
        }
        ConnectException refused = find(thrown, ConnectException.class);
        if (refused != null) {
            return refusal(to, String.valueOf(refused.getMessage()));
        }
        return innermost(thrown);
    }

    /**
     * The registry names another address to go on to, which is the server's own idea of its name: the usual trap of JMX
     * over RMI.
     */
    private static String refusal(String to, String message) {
        String host = message.replaceFirst("(?s).*refused to host: ([^;\\s]+);.*", "$1");
        return host.equals(message) || to.contains(host)
                ? "connection refused (expected a server with JMX on that port; Payara Server: 8686)"
                : "it sends its clients on to %s, which refuses (expected -Djava.rmi.server.hostname=... in the server)"
                        .formatted(host);
    }

    private static String innermost(Throwable thrown) {
        Throwable inner = thrown;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        String name = inner.getClass().getSimpleName();
        return message == null
                ? name
                : name + ": " + message.lines().findFirst().orElse("");
    }

    static <T extends Throwable> @Nullable T find(@Nullable Throwable thrown, Class<T> type) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }
}
