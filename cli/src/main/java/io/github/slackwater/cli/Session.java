package io.github.slackwater.cli;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.management.InstanceNotFoundException;
import org.jspecify.annotations.Nullable;

/** What one command works with: a connection, and the operations of the server or application that was asked for. */
final class Session implements AutoCloseable {

    private final Connection connection;
    private final @Nullable String application;
    private final RemoteCalls calls;

    private Session(Connection connection, @Nullable String application, Duration timeout) {
        this.connection = connection;
        this.application = application;
        this.calls = new RemoteCalls(connection.address(), timeout);
    }

    /**
     * Connects to the address or process that was asked for, or finds the one local server that has Slackwater.
     *
     * @throws CommandFailure if that is not possible
     */
    static Session open(TargetOptions target, Environment environment) {
        return open(target.place(environment), target.application());
    }

    /**
     * Connects.
     *
     * @param application the one that is meant; null for the server
     * @throws CommandFailure if that is not possible
     */
    static Session open(Place place, @Nullable String application) {
        return new Session(place.connect(), application, place.timeout());
    }

    /**
     * The operations of the application that was asked for, or of the server.
     *
     * @throws CommandFailure with {@link ExitCode#NOT_DEPLOYED} if it is not there; the message lists what is
     */
    LifecycleMXBean lifecycle() {
        return lifecycle(application);
    }

    /** The same of an application whatever was asked for, or of the server, which is null. */
    LifecycleMXBean lifecycle(@Nullable String application) {
        return calls.call(() -> {
            try {
                return calls.bounded(
                        application == null
                                ? LifecycleMBeans.server(connection.beans())
                                : LifecycleMBeans.application(connection.beans(), application));
            } catch (InstanceNotFoundException e) {
                Collection<String> known =
                        LifecycleMBeans.applications(connection.beans()).keySet();
                throw new CommandFailure(ExitCode.NOT_DEPLOYED, missing(application, known), e);
            }
        });
    }

    /** The operations of the server; empty where it has applications only, or nothing of Slackwater. */
    Optional<LifecycleMXBean> server() {
        return calls.call(() -> {
            try {
                return Optional.of(calls.bounded(LifecycleMBeans.server(connection.beans())));
            } catch (InstanceNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /** The operations of each application that is covered, by name. */
    SortedMap<String, LifecycleMXBean> applications() {
        SortedMap<String, LifecycleMXBean> bounded = new TreeMap<>();
        calls.call(() -> LifecycleMBeans.applications(connection.beans()))
                .forEach((name, operations) -> bounded.put(name, calls.bounded(operations)));
        return bounded;
    }

    /** The domains of its MBeans. */
    List<String> jmxDomains() {
        return calls.call(() -> List.of(connection.beans().getDomains()));
    }

    /** Where it is connected to, as the user knows it. */
    String address() {
        return connection.address().text();
    }

    private String missing(@Nullable String application, Collection<String> known) {
        if (application != null && !known.isEmpty()) {
            return "application: %s (expected one of: %s)".formatted(application, String.join(", ", known));
        }
        if (!known.isEmpty()) {
            return "%s has no %s, only applications (expected --application with one of: %s)"
                    .formatted(address(), LifecycleMBeans.SERVER, String.join(", ", known));
        }
        return "Slackwater is not deployed in %s (expected the MBean %s; deploy slackwater.ear there first)"
                .formatted(address(), LifecycleMBeans.SERVER);
    }

    @Override
    public void close() {
        connection.close();
    }
}
