package io.github.slackwater.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which servers and applications are looked at: those of {@link TargetOptions}, as often as wanted. */
final class FleetOptions {

    @Option(
            names = "--jmx",
            order = 101,
            paramLabel = "ADDRESS",
            description = "A server's JMX: host:port, or a service:jmx:... URL; once for each server. Without it: "
                    + "$SLACKWATER_JMX, else all servers of this user on this machine that have Slackwater.")
    private List<String> jmx = List.of();

    @Option(
            names = "--pid",
            order = 102,
            paramLabel = "PID",
            description = "A process of this user on this machine; once for each. Needs no JMX port.")
    private List<Long> pids = List.of();

    @Option(
            names = {"-a", "--application"},
            order = 103,
            paramLabel = "NAME",
            description = "Only this application; once for each.")
    private List<String> applications = List.of();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    /** The applications that were asked for; empty for all. */
    Set<String> applications() {
        return new TreeSet<>(applications);
    }

    /**
     * Where the servers are, in the order in which they were given.
     *
     * @return at least one, each once
     * @throws CommandFailure if the options are wrong, or none was given and there is none on this machine
     */
    List<Place> places(Environment environment) {
        List<JmxAddress> addresses = addresses(environment);
        connection.validate(addresses.isEmpty() && !pids.isEmpty());
        List<Place> places = new ArrayList<>();
        if (!addresses.isEmpty()) {
            Credentials credentials = connection.credentials(environment);
            addresses.forEach(address -> places.add(Place.at(address, credentials, connection.timeout())));
        }
        processes(addresses.isEmpty()).forEach(pid -> places.add(Place.process(pid, connection.timeout())));
        return places.stream().distinct().toList();
    }

    private List<JmxAddress> addresses(Environment environment) {
        String variable = environment.variable(TargetOptions.JMX_VARIABLE);
        if (jmx.isEmpty() && pids.isEmpty() && variable != null && !variable.isEmpty()) {
            return List.of(JmxAddress.parse(TargetOptions.JMX_VARIABLE, variable));
        }
        return jmx.stream().map(address -> JmxAddress.parse("--jmx", address)).toList();
    }

    private List<Long> processes(boolean noAddress) {
        if (pids.isEmpty() && !noAddress) {
            return List.of();
        }
        AttachApi.require();
        return pids.isEmpty()
                ? List.copyOf(
                        new LocalJvms(connection.timeout()).withSlackwater().keySet())
                : pids;
    }

    /** A command line for the same servers, to be shown as what to do next. */
    String commandLine(String command) {
        ShellLine line = new ShellLine(command);
        jmx.forEach(address -> line.with("--jmx", address));
        pids.forEach(pid -> line.with("--pid", pid));
        return connection.addTo(line).toString();
    }
}
