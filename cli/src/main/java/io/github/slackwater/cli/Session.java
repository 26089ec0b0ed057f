package io.github.slackwater.cli;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.management.InstanceNotFoundException;
import org.jspecify.annotations.Nullable;

/** What one command works with: a connection, and the operations of the server or application that was asked for. */
final class Session implements AutoCloseable {

    private final Connection connection;
    private final TargetOptions target;
    private final RemoteCalls calls;

    private Session(Connection connection, TargetOptions target) {
        this.connection = connection;
        this.target = target;
        this.calls = new RemoteCalls(connection.address(), target.connectTimeout());
    }

    /**
     * Connects to the address or process that was asked for, or finds the one local server that has Slackwater.
     *
     * @throws CommandFailure if that is not possible
     */
    static Session open(TargetOptions target, Environment environment) {
        target.validate();
        JmxAddress address = target.address(environment);
        Credentials credentials = null;
        if (address != null) {
            credentials = target.credentials(environment);
        } else {
            AttachApi.require();
            Long pid = target.pid();
            LocalJvms jvms = new LocalJvms(target.connectTimeout());
            address = pid != null ? jvms.attach(pid) : jvms.theOneWithSlackwater();
        }
        return new Session(Connection.open(address, credentials, target.connectTimeout()), target);
    }

    /**
     * The operations of the application that was asked for, or of the server.
     *
     * @throws CommandFailure with {@link ExitCode#NOT_DEPLOYED} if it is not there; the message lists what is
     */
    LifecycleMXBean lifecycle() {
        return lifecycle(target.application());
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
