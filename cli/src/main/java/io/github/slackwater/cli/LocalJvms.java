package io.github.slackwater.cli;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/** The JVMs of this machine and user, reached by the attach API: no JMX port is needed. Ask {@link AttachApi} first. */
final class LocalJvms {

    private static final System.Logger LOG = System.getLogger(LocalJvms.class.getName());

    /** What an application server tells about itself; a search starts no JMX agent in other people's JVMs. */
    private static final Set<String> SERVER_PROPERTIES =
            Set.of("com.sun.aas.instanceRoot", "jboss.home.dir", "wlp.install.dir", "catalina.base", "jetty.base");

    private static final String LOCAL_CONNECTOR = "com.sun.management.jmxremote.localConnectorAddress";
    private static final String WAYS = "expected --jmx host:port, or --pid PID";

    private final Duration timeout;
    private final Supplier<List<Long>> pids;

    LocalJvms(Duration timeout) {
        this(timeout, LocalJvms::running);
    }

    LocalJvms(Duration timeout, Supplier<List<Long>> pids) {
        this.timeout = timeout;
        this.pids = pids;
    }

    /**
     * The address of one JVM's JMX, which is started there if need be.
     *
     * @throws CommandFailure with {@link ExitCode#NO_CONNECTION} if there is no such JVM, or it cannot be attached to
     */
    JmxAddress attach(long pid) {
        ProcessHandle process = ProcessHandle.of(pid)
                .orElseThrow(() ->
                        noConnection("--pid: %d (expected a running process of this machine)".formatted(pid), null));
        if (!AttachSignal.isSafeFor(pid)) {
            throw noConnection(
                    "--pid: %d (expected a JVM, which this process is not: %s)"
                            .formatted(pid, process.info().command().orElse("unknown")),
                    null);
        }
        try {
            return address(pid, attached(pid, VirtualMachine::startLocalManagementAgent));
        } catch (AttachNotSupportedException | IOException e) {
            throw notAttachable(pid, e);
        }
    }

    /**
     * Looks at the application servers that run here.
     *
     * @throws CommandFailure if none has Slackwater, or more than one
     */
    JmxAddress theOneWithSlackwater() {
        Collection<JmxAddress> found = withSlackwater().values();
        if (found.size() == 1) {
            return found.iterator().next();
        }
        String several = found.stream().map(JmxAddress::text).collect(Collectors.joining(", "));
        throw new CommandFailure(ExitCode.USAGE, "several servers have Slackwater: %s (%s)".formatted(several, WAYS));
    }

    /**
     * Looks at the application servers that run here.
     *
     * @return at least one, by process id
     * @throws CommandFailure if none has Slackwater
     */
    SortedMap<Long, JmxAddress> withSlackwater() {
        SortedMap<Long, JmxAddress> found = new TreeMap<>();
        for (long pid : pids.get()) {
            addressOfServer(pid).filter(this::hasSlackwater).ifPresent(address -> found.put(pid, address));
        }
        if (found.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NOT_DEPLOYED,
                    "no server of this user on this machine has Slackwater (%s)".formatted(WAYS));
        }
        return found;
    }

    private static Optional<JmxAddress> addressOfServer(long pid) {
        try {
            return attached(
                    pid,
                    jvm -> hasAgent(jvm) || isServer(jvm)
                            ? Optional.of(address(pid, jvm.startLocalManagementAgent()))
                            : Optional.empty());
        } catch (AttachNotSupportedException | IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "pid " + pid + " cannot be attached to, or has just ended", e);
            return Optional.empty();
        }
    }

    private static <T> T attached(long pid, Question<T> question) throws AttachNotSupportedException, IOException {
        VirtualMachine jvm = VirtualMachine.attach(Long.toString(pid));
        try {
            return question.ask(jvm);
        } finally {
            jvm.detach();
        }
    }

    private static boolean hasAgent(VirtualMachine jvm) throws IOException {
        return jvm.getAgentProperties().containsKey(LOCAL_CONNECTOR);
    }

    private static boolean isServer(VirtualMachine jvm) throws IOException {
        return SERVER_PROPERTIES.stream().anyMatch(jvm.getSystemProperties()::containsKey);
    }

    private static JmxAddress address(long pid, String url) throws IOException {
        return new JmxAddress("pid " + pid, new JMXServiceURL(url));
    }

    private boolean hasSlackwater(JmxAddress address) {
        try (Connection connection = Connection.open(address, null, timeout)) {
            RemoteCalls calls = new RemoteCalls(address, timeout);
            return calls.call(() -> connection.beans().isRegistered(LifecycleMBeans.SERVER)
                    || !connection
                            .beans()
                            .queryNames(LifecycleMBeans.APPLICATIONS, null)
                            .isEmpty());
        } catch (CommandFailure e) {
            LOG.log(System.Logger.Level.DEBUG, address.text() + " does not answer", e);
            return false;
        }
    }

    private static List<Long> running() {
        long self = ProcessHandle.current().pid();
        return VirtualMachine.list().stream()
                .map(VirtualMachineDescriptor::id)
                .map(Long::valueOf)
                .filter(pid -> pid != self)
                .toList();
    }

    private static CommandFailure notAttachable(long pid, Exception e) {
        String owner =
                ProcessHandle.of(pid).flatMap(process -> process.info().user()).orElse("unknown");
        return noConnection(
                "--pid: %d (expected a JVM of this user; the process belongs to %s): %s"
                        .formatted(
                                pid,
                                owner,
                                String.valueOf(e.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("")),
                e);
    }

    private static CommandFailure noConnection(String message, @Nullable Exception cause) {
        return new CommandFailure(ExitCode.NO_CONNECTION, message, cause);
    }

    /** What is asked of a JVM while it is attached to. */
    private interface Question<T> {
        T ask(VirtualMachine jvm) throws IOException;
    }
}
