package io.github.slackwater.it;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.rig.Balancer;
import io.github.slackwater.rig.BalancerSoftware;
import io.github.slackwater.rig.Documented;
import io.github.slackwater.rig.Ports;
import io.github.slackwater.rig.Servers;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The configurations of {@code docs/balancers}, and how a node is drained behind each. */
enum BalancerMode {
    HAPROXY_READINESS(BalancerSoftware.HAPROXY, "haproxy-readiness.cfg", Duration.ofSeconds(3)),

    HAPROXY_DISABLE_ON_404(BalancerSoftware.HAPROXY, "haproxy-disable-on-404.cfg", Duration.ofSeconds(2)),

    /** An agent beside each node tells it. */
    HAPROXY_AGENT(BalancerSoftware.HAPROXY, "haproxy-agent.cfg", Duration.ofSeconds(2)) {
        @Override
        Map<String, String> ports(List<Agent> agents) {
            Map<String, String> ports = new LinkedHashMap<>();
            for (int i = 0; i < agents.size(); i++) {
                ports.put(
                        "agent-port " + (FIRST_AGENT + i),
                        "agent-port " + agents.get(i).port());
            }
            return ports;
        }
    },

    /** Told before the drain begins, and told again when the node is open. */
    HAPROXY_RUNTIME(BalancerSoftware.HAPROXY, "haproxy-runtime.cfg", Duration.ofSeconds(1)) {
        @Override
        void turnAway(Balancer balancer, String node) {
            set(balancer, node, "drain");
        }

        @Override
        void turnBack(Balancer balancer, String node) {
            set(balancer, node, "ready");
        }

        private void set(Balancer balancer, String node, String state) {
            String answer = balancer.command("set server shop/" + node + " state " + state);
            if (!answer.isEmpty()) {
                throw new AssertionError("set server shop/" + node + " state " + state + ": " + answer);
            }
        }
    },

    /** Never looks away: it finds each refusal anew, and asks the other node. */
    NGINX(BalancerSoftware.NGINX, "nginx.conf", Duration.ZERO) {
        @Override
        boolean looksAway() {
            return false;
        }

        @Override
        void beginDrain(LifecycleMXBean node, int timeoutSeconds) {
            node.beginDrainNow(timeoutSeconds);
        }
    },

    APACHE(BalancerSoftware.APACHE, "apache.conf", Duration.ofSeconds(4)),

    /** Told by mod_cluster in each node, which Slackwater tells. For nodes that are WildFly, and know where the balancer is. */
    MOD_CLUSTER(null, "mod-cluster-balancer.cli", Duration.ofSeconds(1)) {
        @Override
        Balancer start(List<URI> nodes, List<Agent> agents) {
            return Servers.find().startModClusterBalancer("wildfly-39", configuration(), PORT, ServerKind.LOGS);
        }

        @Override
        List<String> commandsOfNode() {
            return Documented.commands(PORT, FOLDER.resolve("mod-cluster-node.cli"));
        }

        @Override
        boolean wantsNodesOfItsOwn() {
            return true;
        }

        @Override
        boolean enablesWhatIsDeployed() {
            return true;
        }
    };

    private static final Path FOLDER = Path.of("../docs/balancers");

    /** Where mod_cluster's balancer is told: the same in all tests, since the nodes are told of it once. */
    private static final Map<String, String> PORT = Map.of("port=8090", "port=" + Ports.free());

    /** The port of the first agent in the configuration; that of the second is the next. */
    private static final int FIRST_AGENT = 9101;

    /** Null where the balancer is none of Debian's. */
    private final @Nullable BalancerSoftware software;

    private final String file;
    private final Duration hold;

    BalancerMode(@Nullable BalancerSoftware software, String file, Duration hold) {
        this.software = software;
        this.file = file;
        this.hold = hold;
    }

    Balancer start(List<URI> nodes, List<Agent> agents) {
        return Servers.find()
                .startBalancer(
                        Objects.requireNonNull(software), configuration(), nodes, ports(agents), ServerKind.LOGS);
    }

    Path configuration() {
        return FOLDER.resolve(file);
    }

    /** Of the servers' own command line, by which a node learns of its balancer. */
    List<String> commandsOfNode() {
        return List.of();
    }

    /** Whether the nodes have to be configured for it, so that it is tried only where it is asked for. */
    boolean wantsNodesOfItsOwn() {
        return false;
    }

    /** What is to be replaced in the configuration besides the nodes. */
    Map<String, String> ports(List<Agent> agents) {
        return Map.of();
    }

    /** How long a drain has to hold at the most, as the file says. */
    Duration hold() {
        return hold;
    }

    /** Whether a drained node is sent nothing. */
    boolean looksAway() {
        return true;
    }

    /** Whether a new version on a drained node is sent requests, until it has been told otherwise. */
    boolean enablesWhatIsDeployed() {
        return false;
    }

    /** @param node its name in the configuration */
    void turnAway(Balancer balancer, String node) {
        // It looks by itself.
    }

    void turnBack(Balancer balancer, String node) {
        // It looks by itself.
    }

    void beginDrain(LifecycleMXBean node, int timeoutSeconds) {
        node.beginDrain(timeoutSeconds);
    }
}
