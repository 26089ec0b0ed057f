package io.github.slackwater.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import org.jspecify.annotations.Nullable;

/**
 * An open JMX connection.
 *
 * @param address where it leads
 * @param connector closes it
 * @param beans the MBean server at the other end
 */
record Connection(JmxAddress address, JMXConnector connector, MBeanServerConnection beans) implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Connection.class.getName());
    private static final Duration CLOSE = Duration.ofSeconds(1);

    /** Kept, since a logger that nobody holds forgets its level. */
    private static final Logger JMX_LOG = Logger.getLogger("javax.management");

    /** What WildFly's client is made of. */
    private static final List<Logger> WILDFLY_LOGS =
            List.of(Logger.getLogger("org.jboss"), Logger.getLogger("org.wildfly"), Logger.getLogger("org.xnio"));

    static {
        // That a connection is lost is told in our own words, in one line; and nobody asked for the versions of
        // libraries.
        JMX_LOG.setLevel(Level.OFF);
        WILDFLY_LOGS.forEach(log -> log.setLevel(Level.SEVERE));
    }

    /**
     * Connects.
     *
     * @param timeout how long to try
     * @throws CommandFailure with {@link ExitCode#NO_CONNECTION} or {@link ExitCode#REFUSED}
     */
    @SuppressWarnings("BanJNDI") // the address is the operator's own
    static Connection open(JmxAddress address, @Nullable Credentials credentials, Duration timeout) {
        Map<String, Object> settings = new HashMap<>();
        if (credentials != null) {
            settings.put(JMXConnector.CREDENTIALS, credentials.forJmx());
        }
        try {
            return TimeLimit.call(timeout, () -> {
                JMXConnector connector = JMXConnectorFactory.connect(address.url(), settings);
                return new Connection(address, connector, connector.getMBeanServerConnection());
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted while connecting to " + address.text(), e);
        } catch (Exception e) {
            throw ConnectFailure.explain(address, credentials, e);
        }
    }

    /** Does not wait long: the answer is already here, and a connection that is lost cannot be closed. */
    @Override
    public void close() {
        try {
            TimeLimit.call(CLOSE, () -> {
                connector.close();
                return address;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | TimeoutException e) {
            LOG.log(System.Logger.Level.DEBUG, "The connection to " + address.text() + " could not be closed", e);
        } catch (Exception e) {
            throw new IllegalStateException("closing the connection to " + address.text(), e);
        }
    }
}
