package io.github.slackwater.cli;

import io.github.slackwater.cli.redeploy.Administration;
import io.github.slackwater.cli.redeploy.Administrator;
import io.github.slackwater.cli.redeploy.Expectation;
import io.github.slackwater.cli.redeploy.Gates;
import io.github.slackwater.cli.redeploy.Journal;
import io.github.slackwater.cli.redeploy.Redeploy;
import io.github.slackwater.cli.redeploy.RedeployCode;
import io.github.slackwater.cli.redeploy.RedeployFailure;
import io.github.slackwater.cli.redeploy.RedeployPlan;
import io.github.slackwater.cli.redeploy.RedeployReport;
import io.github.slackwater.cli.redeploy.ServerKind;
import io.github.slackwater.cli.redeploy.Stop;
import io.github.slackwater.cli.redeploy.Web;
import io.github.slackwater.cli.rolling.FleetFile;
import io.github.slackwater.cli.rolling.RollNode;
import io.github.slackwater.cli.rolling.Version;
import io.github.slackwater.cli.rolling.Voice;
import io.github.slackwater.core.State;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server of a fleet, over JMX and its own HTTP administration. It is connected to when it is needed for the first time. */
final class RemoteNode implements RollNode {

    private final FleetFile fleet;
    private final FleetFile.Node node;
    private final Place place;
    private final Surroundings around;
    private final Expectation isNew;
    private final Expectation isThere;
    private final Expectation serves;

    /** For leases and looks; a redeploy has one of its own, since that is for one thread. */
    private @Nullable JmxGates gates;

    private @Nullable ServerKind kind;

    /**
     * What all nodes share.
     *
     * @param web asks applications and administrations
     * @param temporary where locks go
     * @param voice tells how a redeploy comes on
     */
    record Surroundings(Web web, Path temporary, Voice voice) {}

    RemoteNode(FleetFile fleet, FleetFile.Node node, Place place, Surroundings around) {
        this.fleet = fleet;
        this.node = node;
        this.place = place;
        this.around = around;
        this.kind = node.kind();
        FleetFile.Verify verify = fleet.verify();
        URI version = node.url().resolve(verify.path());
        this.isNew = new Expectation(version, verify.status(), verify.text(), verify.header(), verify.timeout());
        this.isThere = new Expectation(version, verify.status(), null, null, verify.timeout());
        this.serves = new Expectation(
                node.url().resolve(fleet.health().path()), fleet.health().status(), null, null, verify.timeout());
    }

    @Override
    public String name() {
        return node.name();
    }

    @Override
    public String acquireLease(String holder, int seconds) {
        return ask(there -> there.acquireLease(holder, seconds).holder());
    }

    @Override
    public void releaseLease(String holder) {
        String unused = ask(there -> there.releaseLease(holder).holder());
    }

    @Override
    public String check() {
        Administration administration = administration();
        String application = application(administration);
        Gates.States states = ask(there -> there.states(application));
        if (states.server() != State.SERVING
                || (states.application() != null && states.application() != State.SERVING)) {
            throw new RedeployFailure(
                    RedeployCode.NOT_SERVING,
                    "server %s, application %s (expected SERVING; slackwater resume opens)"
                            .formatted(states.server(), states.application()));
        }
        return "%s %s is deployed, %s"
                .formatted(
                        administration.address(),
                        fleet.application(),
                        states.application() == null
                                ? "not covered"
                                : states.gated() ? "behind a server gate" : "covered");
    }

    private @Nullable String application(Administration administration) {
        String found = administration.check();
        return fleet.covered() == null ? found : fleet.covered();
    }

    @Override
    public boolean isNew() {
        return isNew.isMetBy(around.web());
    }

    @Override
    public boolean serves() {
        return serves.isMetBy(around.web());
    }

    @Override
    public String identity() {
        return administration().identity();
    }

    @Override
    public Version save(Path folder) {
        Administration administration = administration();
        String unused = administration.check();
        return new Version(administration.save(folder), administration.properties());
    }

    @Override
    public void open() {
        Administration administration = administration();
        String application = administration.identity().isEmpty() ? fleet.covered() : application(administration);
        boolean done = ask(there -> {
            if (there.states(null).server() != State.SERVING) {
                there.resume(null);
            }
            State state = there.states(application).application();
            if (state != null && state != State.SERVING) {
                there.resume(application);
            }
            return true;
        });
        assert done;
    }

    @Override
    public void forget(Set<Long> pids) {
        try (JmxGates own = connect()) {
            Redeploy.forget(surroundings(own), pids);
        }
    }

    @Override
    public RedeployReport deploy(
            Version version, @Nullable Version previous, boolean begun, Stop stop, Consumer<String> steps) {
        try (JmxGates own = connect()) {
            Redeploy.Surroundings surroundings = surroundings(own);
            boolean back = previous == null;
            if (begun && surroundings.administration().identity().isEmpty()) {
                // Nothing is there that could be replaced: what was there comes first.
                steps.accept("redeploy");
                Version before = previous == null ? version : previous;
                surroundings.administration().putBack(before.archive(), before.properties());
            }
            FleetFile.Drain drain = fleet.drain();
            RedeployPlan plan = new RedeployPlan(
                    fleet.application(),
                    version.archive(),
                    back ? isThere : isNew,
                    new RedeployPlan.Closing(
                            drain.when(),
                            RedeployPlan.Scope.APPLICATION,
                            fleet.covered(),
                            drain.timeoutSeconds(),
                            drain.stragglers(),
                            false,
                            begun,
                            RedeployPlan.Others.ARE_US),
                    new RedeployPlan.Failing(
                            previous == null ? null : previous.archive(), !back, RedeployPlan.OnFailure.SERVE));
            return new Redeploy(plan, surroundings, Journal.of(listener(steps)), stop).run();
        }
    }

    private Journal.Listener listener(Consumer<String> steps) {
        return new Journal.Listener() {
            @Override
            public void step(String step) {
                steps.accept(step);
            }

            @Override
            public void said(Journal.Entry entry) {
                around.voice().say(name(), "%-9s %s".formatted(entry.step(), entry.text()));
            }

            @Override
            public void complained(String text, List<String> details) {
                around.voice().complain(name() + ": " + text, details);
            }
        };
    }

    private Redeploy.Surroundings surroundings(JmxGates own) {
        return new Redeploy.Surroundings(administration(), own, around.web(), around.temporary());
    }

    /** A fresh one for each use: it remembers what it has seen, for one thread. */
    private Administration administration() {
        ServerKind known = ask(there -> kind(there.jmxDomains(), there.address()));
        Credentials credentials = place.credentials();
        URI address = node.admin();
        return known.administration(
                address == null ? known.usualAddress() : address,
                credentials == null ? null : new Administrator(credentials.user(), credentials.password()),
                around.web(),
                fleet.application(),
                false);
    }

    private ServerKind kind(List<String> domains, String address) {
        ServerKind known = kind;
        if (known == null) {
            known = ServerKind.of(domains)
                    .orElseThrow(() -> new RedeployFailure(
                            RedeployCode.USAGE,
                            "server is missing (expected payara, glassfish or wildfly: %s does not tell)"
                                    .formatted(address)));
            kind = known;
        }
        return known;
    }

    /** One question at a time. */
    private synchronized <T> T ask(Function<JmxGates, T> question) {
        if (gates == null) {
            gates = connect();
        }
        return question.apply(gates);
    }

    private JmxGates connect() {
        try {
            return new JmxGates(() -> Session.open(place, null), DrainProgress.SILENT);
        } catch (CommandFailure e) {
            throw JmxGates.failure(e);
        }
    }

    @Override
    public synchronized void close() {
        if (gates != null) {
            gates.close();
        }
    }
}
