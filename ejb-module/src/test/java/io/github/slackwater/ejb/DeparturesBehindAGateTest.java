package io.github.slackwater.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.ActiveRequest;
import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.ParkedRequest;
import io.github.slackwater.core.ServerLifecycle;
import io.github.slackwater.core.State;
import io.github.slackwater.core.SystemTimekeeper;
import io.github.slackwater.core.jmx.ApplicationMBeans;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deployments that go and come again behind a server gate. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class DeparturesBehindAGateTest {

    private final MBeanServer mbeans = MBeanServerFactory.newMBeanServer();
    private final SystemTimekeeper time = new SystemTimekeeper("test");
    private final HeldTimekeeper patience = new HeldTimekeeper();
    private final ServerLifecycle server = new ServerLifecycle(
            Configuration.read(Map.of("slackwater.lame-duck.max-seconds", "0")::get, null), "test", time);
    private final ServerGate gate = new ServerGate(
            "test", mbeans, time, name -> Configuration.read(Map.of("slackwater.park.max-seconds", "7")::get, name));
    private final Departures departures = new Departures(server, mbeans, gate, patience);
    private ApplicationMBeans watch;

    @BeforeEach
    void watch() throws JMException {
        watch = ApplicationMBeans.watch(mbeans, server);
    }

    @AfterEach
    void close() {
        watch.close();
        gate.close();
        server.close();
        time.close();
    }

    @Test
    void whatComesIsParkedUntilItHasStartedAgain() throws Exception {
        gate.cover("/bank", "host");
        departures.announced("bank.war", Set.of("bank"));
        CompletableFuture<Boolean> early = park("/bank");
        departures.stopping("bank.war", Set.of("bank"));
        CompletableFuture<Boolean> late = park("/bank");
        assertThat(state("bank")).isEqualTo(State.DRAINED);
        patience.pass(Departures.PATIENCE);
        assertThat(early).isNotDone();

        departures.started("bank.war", Set.of("bank"));

        assertThat(early.get()).isTrue();
        assertThat(late.get()).isTrue();
        assertThat(state("bank")).isEqualTo(State.SERVING);
        patience.pass(Duration.ofSeconds(7));
        assertThat(gate.find("/bank")).isNotNull();
    }

    @Test
    void whatAnOperatorHadClosedBeforeCanBeTriedWhenItHasStartedAgain() throws Exception {
        gate.cover("/bank", "host");
        LifecycleMBeans.application(mbeans, "bank").beginDrainNow(0);

        departures.stopping("bank.war", Set.of("bank"));
        CompletableFuture<Boolean> parked = park("/bank");
        departures.started("bank.war", Set.of("bank"));

        assertThat(parked.get()).isTrue();
        assertThat(state("bank")).isEqualTo(State.LAME_DUCK);
    }

    @Test
    void whatAnnouncedBeforeAnnouncesAgainWhenItHasStartedAgain() throws Exception {
        gate.cover("/bank", "host");
        LifecycleMBeans.application(mbeans, "bank").lameDuck();

        departures.stopping("bank.war", Set.of("bank"));
        assertThat(state("bank")).isEqualTo(State.DRAINED);
        departures.started("bank.war", Set.of("bank"));

        assertThat(state("bank")).isEqualTo(State.LAME_DUCK);
    }

    @Test
    void whatComesToAServerThatIsDrainedCanBeTried() throws Exception {
        gate.cover("/bank", "host");
        server.bean().drain(5);

        departures.stopping("bank.war", Set.of("bank"));
        departures.started("bank.war", Set.of("bank"));

        assertThat(state("bank")).isEqualTo(State.LAME_DUCK);
        assertThat(server.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void anOperatorsDrainThatParksStaysClosedUntilItsResume() throws Exception {
        ServerGate parking = new ServerGate(
                "test",
                mbeans,
                time,
                name -> Configuration.read(Map.of("slackwater.when-draining", "park")::get, name));
        Departures hearing = new Departures(server, mbeans, parking, patience);
        parking.cover("/pay", "host");
        LifecycleMBeans.application(mbeans, "pay").beginDrainNow(0);
        CompletableFuture<Boolean> parked = Parked.at(Objects.requireNonNull(parking.find("/pay")));

        hearing.stopping("pay.war", Set.of("pay"));
        hearing.started("pay.war", Set.of("pay"));
        assertThat(state("pay")).isEqualTo(State.DRAINED);
        assertThat(parked).isNotDone();

        LifecycleMBeans.application(mbeans, "pay").resume();
        assertThat(parked.get()).isTrue();
        parking.close();
    }

    @Test
    void whatDoesNotComeAgainIsGivenUpAndWhoIsStillParkedIsRefused() throws Exception {
        gate.cover("/bank", "host");
        departures.stopping("bank.war", Set.of("bank"));
        CompletableFuture<Boolean> parked = park("/bank");

        patience.pass(Duration.ofSeconds(6));
        assertThat(parked).isNotDone();
        patience.pass(Duration.ofSeconds(1));

        assertThat(parked.get()).as("let through to a 404").isFalse();
        assertThat(gate.find("/bank")).isNull();
        assertThat(LifecycleMBeans.applications(mbeans)).doesNotContainKey("bank");
    }

    @Test
    void aServerThatStopsMeanwhileRefusesTheParkedAndKeepsTheGate() throws Exception {
        gate.cover("/bank", "host");
        departures.stopping("bank.war", Set.of("bank"));
        CompletableFuture<Boolean> parked = park("/bank");

        departures.serverStops();
        assertThat(parked.get()).isFalse();
        patience.pass(Duration.ofSeconds(7));

        assertThat(gate.find("/bank")).as("its gate").isNotNull();
    }

    @Test
    void aNewVersionOfAnotherNameLetsInWhoIsParkedForItsPath() throws Exception {
        gate.cover("/bank", "host");
        departures.stopping("bank-1.war", Set.of("bank"));
        CompletableFuture<Boolean> parked = park("/bank");

        departures.started("bank-2.war", Set.of("bank"));

        assertThat(parked.get()).isTrue();
        assertThat(state("bank")).isEqualTo(State.SERVING);
        patience.pass(Duration.ofSeconds(7));
        assertThat(gate.find("/bank")).isNotNull();
    }

    @Test
    void aDeploymentThatStartsElsewhereOpensNothing() {
        gate.cover("/bank", "host");
        gate.cover("/shop", "host");
        departures.stopping("bank.war", Set.of("bank"));
        CompletableFuture<Boolean> parked = park("/bank");

        departures.started("shop.war", Set.of("shop"));

        assertThat(parked).isNotDone();
    }

    @Test
    void aNewVersionThatFailsIsFollowedByABetterOneForWhichTheParkedHaveWaited() throws Exception {
        ServerGate patient = gateThatParks("60");
        Departures hearing = new Departures(server, mbeans, patient, patience);
        patient.cover("/pay", "host");
        hearing.stopping("pay.war", Set.of("pay"));
        CompletableFuture<Boolean> parked = Parked.at(Objects.requireNonNull(patient.find("/pay")));

        hearing.failed("pay.war");
        patience.pass(Absences.SECOND_TRY.minusSeconds(1));
        hearing.starting("pay.war");
        patience.pass(Absences.SECOND_TRY);
        assertThat(parked).isNotDone();
        hearing.started("pay.war", Set.of("pay"));

        assertThat(parked.get()).isTrue();
        patient.close();
    }

    @Test
    void aNewVersionThatFailsAndThatNothingFollowsLeavesNobodyWaitingForLong() throws Exception {
        ServerGate patient = gateThatParks("60");
        Departures hearing = new Departures(server, mbeans, patient, patience);
        patient.cover("/pay", "host");
        hearing.stopping("pay.war", Set.of("pay"));
        CompletableFuture<Boolean> parked = Parked.at(Objects.requireNonNull(patient.find("/pay")));

        hearing.starting("pay.war");
        hearing.failed("pay.war");
        patience.pass(Absences.SECOND_TRY);

        assertThat(parked.get()).isFalse();
        assertThat(patient.find("/pay")).isNull();
        assertThat(server.bean().status().notice()).endsWith("application pay is given up, 1 parked are answered 503");
        patient.close();
    }

    /** Payara stops what has failed while it started. */
    @Test
    void aVersionThatStopsAgainBeforeItHasStartedIsStillAwayAndNotClosedForGood() throws Exception {
        gate.cover("/bank", "host");
        departures.stopping("bank.war", Set.of("bank"));
        departures.stopping("bank.war", Set.of("bank"));

        departures.started("bank.war", Set.of("bank"));

        assertThat(state("bank")).isEqualTo(State.SERVING);
    }

    @Test
    void whenSlackwaterGoesNobodyIsLetThroughToAnApplicationThatIsAway() throws Exception {
        gate.cover("/bank", "host");
        departures.stopping("bank.war", Set.of("bank"));
        CompletableFuture<Boolean> parked = park("/bank");

        departures.close();

        assertThat(parked.get()).isFalse();
        assertThat(gate.find("/bank")).isNull();
    }

    /** WildFly restarts only a part of it, as after a change of a resource that it needs. */
    @Test
    void aDeploymentThatWasOnlyAnnouncedToGoIsOpenedAsSoonAsItHasStarted() throws Exception {
        gate.cover("/bank", "host");
        departures.announced("bank.war", Set.of("bank"));

        departures.started("bank.war", Set.of("bank"));

        assertThat(state("bank")).isEqualTo(State.SERVING);
    }

    @Test
    void aContextPathThatTheNewVersionDoesNotHaveAnyMoreIsGivenUp() {
        gate.cover("/bank", "host");
        gate.cover("/bank/old", "host");
        departures.stopping("bank.ear", Set.of("bank", "bank/old"));

        departures.started("bank.ear", Set.of("bank"));

        assertThat(Objects.requireNonNull(gate.find("/bank/old")).name()).isEqualTo("bank");
    }

    @Test
    void whereNothingIsParkedAtAllTheGateIsOpenedAgainAllTheSame() throws Exception {
        ServerGate impatient = gateThatParks("0");
        Departures hearing = new Departures(server, mbeans, impatient, patience);
        impatient.cover("/pay", "host");
        hearing.stopping("pay.war", Set.of("pay"));
        assertThat(state("pay")).isEqualTo(State.DRAINED);

        hearing.started("pay.war", Set.of("pay"));

        assertThat(state("pay")).isEqualTo(State.SERVING);
        impatient.close();
    }

    @Test
    void oneContextPathOnTwoVirtualHostsIsClosedForNeither() throws Exception {
        gate.cover("/bank", "a");
        gate.cover("/bank", "b");

        departures.stopping("bank-of-a.war", Set.of("bank"));
        gate.left("/bank", "a");
        assertThat(state("bank")).isEqualTo(State.SERVING);
        assertThat(server.bean().status().notice()).endsWith("nothing was parked for it");

        departures.stopping("bank-of-b.war", Set.of("bank"));
        assertThat(state("bank")).isEqualTo(State.DRAINED);
    }

    @Test
    void aServerThatStopsOrSuspendsSaysSoBeforeItRefusesTheParked() throws Exception {
        gate.cover("/bank", "host");
        for (Runnable goes : List.<Runnable>of(departures::serverSuspends, departures::serverStops)) {
            departures.stopping("bank.war", Set.of("bank"));
            CompletableFuture<State> whenRefused = new CompletableFuture<>();
            Objects.requireNonNull(gate.find("/bank")).park("GET", "/bank", new ParkedRequest() {
                @Override
                public void admit(ActiveRequest permit) {
                    whenRefused.completeExceptionally(new AssertionError("let in"));
                }

                @Override
                public void refuse() {
                    whenRefused.complete(server.state());
                }
            });

            goes.run();

            assertThat(whenRefused.get()).as("what a balancer sees").isNotEqualTo(State.SERVING);
            departures.serverResumes();
        }
    }

    @Test
    void aServerThatStopsRefusesTheParkedAndNobodyIsLetInAnyMore() throws Exception {
        gate.cover("/bank", "host");
        departures.stopping("bank.war", Set.of("bank"));
        CompletableFuture<Boolean> parked = park("/bank");

        departures.serverStops();
        departures.started("bank.war", Set.of("bank"));

        assertThat(parked.get()).isFalse();
        assertThat(state("bank")).isEqualTo(State.DRAINED);
    }

    private ServerGate gateThatParks(String seconds) {
        return new ServerGate(
                "test",
                mbeans,
                time,
                name -> Configuration.read(Map.of("slackwater.park.max-seconds", seconds)::get, name));
    }

    private State state(String application) throws Exception {
        return LifecycleMBeans.application(mbeans, application).getState();
    }

    private CompletableFuture<Boolean> park(String path) {
        return Parked.at(Objects.requireNonNull(gate.find(path)));
    }
}
