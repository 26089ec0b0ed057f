package io.github.slackwater.cli.rolling;

import io.github.slackwater.cli.redeploy.RedeployPlan;
import io.github.slackwater.cli.redeploy.ServerKind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet.yaml says. It never holds a password: that is in a file, or in an environment variable.
 *
 * @param application as the servers list it
 * @param covered the name that Slackwater knows; null: each server is asked
 * @param maxUnavailable how many nodes may be away at once
 * @param verify how the new version is known
 * @param drain how a node is drained
 * @param pauses between nodes
 * @param health how a node is known to serve
 * @param balancer what stands before the fleet; null where nothing is said about it
 * @param onFailure when the roll ends early, and what follows
 * @param nodes in the order in which they are rolled
 */
public record FleetFile(
        String application,
        @Nullable String covered,
        Share maxUnavailable,
        Verify verify,
        Drain drain,
        Pauses pauses,
        Health health,
        @Nullable Balancer balancer,
        OnFailure onFailure,
        List<Node> nodes) {

    /**
     * How the new version is known.
     *
     * @param path on each node
     * @param status of the answer
     * @param text in its body; null for any
     * @param header {@code NAME=VALUE}; null for any
     * @param timeout until a version answers so
     */
    public record Verify(
            String path,
            int status,
            @Nullable String text,
            @Nullable String header,
            Duration timeout) {}

    /**
     * How a node is drained.
     *
     * @param when whether it is drained explicitly
     * @param timeoutSeconds for the requests in flight
     * @param stragglers what becomes of those that take longer
     */
    public record Drain(RedeployPlan.Drain when, int timeoutSeconds, RedeployPlan.Stragglers stragglers) {}

    /**
     * Pauses in which no node is begun.
     *
     * @param afterNode after each node that is good
     * @param afterFirst after the first, instead
     */
    public record Pauses(Duration afterNode, Duration afterFirst) {}

    /**
     * How a node is known to serve: the gate between nodes, and the watch over all of them.
     *
     * @param path on each node
     * @param status of the answer
     * @param good how long it has to answer so before it counts as available again
     * @param timeout how long that may take; then the node has failed
     * @param interval how often each node is asked, one second or more
     */
    public record Health(String path, int status, Duration good, Duration timeout, Duration interval) {}

    /**
     * What stands before the fleet.
     *
     * @param url asked before each node is begun; null where it is not asked
     * @param status of its answer
     * @param notice how long it needs to see that a node is ready again
     */
    public record Balancer(@Nullable URI url, int status, Duration notice) {}

    /** What follows when a roll has ended early. */
    public enum Then {
        /** What was changed is put back. */
        ROLL_BACK,
        /** What was changed stays. */
        STOP;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What becomes of a roll when a node cannot be reached before it was begun. */
    public enum Unreachable {
        /** The roll ends. */
        ABORT,
        /** The node is left out, and counts as unavailable. */
        SKIP;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * When the roll ends early, and what follows.
     *
     * @param failures how many nodes have to fail
     * @param then what follows
     * @param unreachable what becomes of nodes that cannot be reached
     */
    public record OnFailure(Share failures, Then then, Unreachable unreachable) {}

    /**
     * One server.
     *
     * @param name in messages and in the journal
     * @param jmx where its JMX is
     * @param admin where its administration is; null for the usual address
     * @param url of its HTTP listener, without a path
     * @param kind null: its JMX tells
     * @param login who administers it
     */
    public record Node(
            String name,
            String jmx,
            @Nullable URI admin,
            URI url,
            @Nullable ServerKind kind,
            Login login) {}

    /**
     * Who administers a node, and where the password is. All null: whoever the command line or the environment names.
     *
     * @param user null for the usual one
     * @param passwordFile whose first line is the password
     * @param passwordVariable the environment variable that is the password
     */
    public record Login(
            @Nullable String user,
            @Nullable Path passwordFile,
            @Nullable String passwordVariable) {}

    /** The same, with another text or header by which the new version is known; null for that of the file. */
    public FleetFile expecting(@Nullable String text, @Nullable String header) {
        Verify expected = new Verify(
                verify.path(),
                verify.status(),
                text == null ? verify.text() : text,
                header == null ? verify.header() : header,
                verify.timeout());
        return new FleetFile(
                application, covered, maxUnavailable, expected, drain, pauses, health, balancer, onFailure, nodes);
    }

    /** How many nodes may be away at once; at most all of them. */
    public int mostUnavailable() {
        return Math.min(nodes.size(), maxUnavailable.of(nodes.size()));
    }
}
