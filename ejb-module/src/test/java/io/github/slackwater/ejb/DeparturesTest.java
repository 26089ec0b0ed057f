package io.github.slackwater.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.ActiveRequest;
import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.ServerLifecycle;
import io.github.slackwater.core.State;
import io.github.slackwater.core.SystemTimekeeper;
import io.github.slackwater.core.jmx.ApplicationMBeans;
import java.time.Duration;
import java.util.Map;
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

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class DeparturesTest {

    private final MBeanServer mbeans = MBeanServerFactory.newMBeanServer();
    private final SystemTimekeeper time = new SystemTimekeeper("test");
    private final HeldTimekeeper patience = new HeldTimekeeper();
    private final Configuration configuration =
            Configuration.read(Map.of("slackwater.lame-duck.max-seconds", "0")::get, null);
    private final ServerLifecycle server = new ServerLifecycle(configuration, "portable", time);
    private final ServerGate gate = Gates.none(mbeans, time);
    private final Departures departures = new Departures(server, mbeans, gate, patience);
    private Shop shop;
    private Shop other;
    private ApplicationMBeans watch;

    @BeforeEach
    void deploy() throws JMException {
        shop = new Shop("shop", mbeans, time);
        other = new Shop("other", mbeans, time);
        watch = ApplicationMBeans.watch(mbeans, server);
    }

    @AfterEach
    void close() {
        watch.close();
        gate.close();
        shop.close();
        other.close();
        server.close();
        time.close();
    }

    @Test
    void aDeploymentThatIsAnnouncedToGoIsDrainedAndTheOthersAreLeftAlone() {
        departures.announced("shop.war", Set.of("shop", "not-covered"));

        assertThat(shop.state()).isEqualTo(State.DRAINED);
        assertThat(other.state()).isEqualTo(State.SERVING);
        assertThat(server.state()).isEqualTo(State.SERVING);
    }

    /** Payara says that "shop" goes, of whichever virtual server. The filter of the one that goes drains it. */
    @Test
    void ofTwoApplicationsWithOneNameTheWrongOneIsNotClosed() throws Exception {
        try (Shop elsewhere = new Shop("shop@other", mbeans, time)) {
            departures.stopping("shop-of-other", Set.of("shop"));

            assertThat(shop.state()).isEqualTo(State.SERVING);
            assertThat(elsewhere.state()).isEqualTo(State.SERVING);
        }
        departures.stopping("shop.war", Set.of("shop"));

        assertThat(shop.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void theTeardownWaitsForRequestsInFlight() throws Exception {
        ActiveRequest request = shop.request();
        CompletableFuture<Void> draining = shop.reaches(State.DRAINING);
        CompletableFuture<Void> teardown =
                CompletableFuture.runAsync(() -> departures.stopping("shop.war", Set.of("shop")));

        draining.get();
        assertThat(teardown).isNotDone();
        request.leave();
        teardown.get();

        assertThat(shop.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void allApplicationsOfADeploymentDrainInParallel() throws Exception {
        ActiveRequest first = other.request();
        ActiveRequest second = shop.request();
        CompletableFuture<Void> draining =
                CompletableFuture.allOf(shop.reaches(State.DRAINING), other.reaches(State.DRAINING));
        CompletableFuture<Void> teardown =
                CompletableFuture.runAsync(() -> departures.stopping("bank.ear", Set.of("shop", "other")));

        draining.get();
        second.leave();
        assertThat(teardown).isNotDone();
        first.leave();
        teardown.get();

        assertThat(shop.state()).isEqualTo(State.DRAINED);
        assertThat(other.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void bothEventsOfADepartureShareOneDeadline() throws Exception {
        shop.close();
        shop = new Shop("shop", "1", mbeans, time);
        CompletableFuture<Void> again = shop.timesOutAgain();
        ActiveRequest straggler = shop.request();
        departures.announced("shop.war", Set.of("shop"));
        patience.pass(Duration.ofSeconds(1));

        departures.stopping("shop.war", Set.of("shop"));

        // What was told to listeners by now has reached them when the timekeeper comes to a later task.
        CompletableFuture<Void> told = new CompletableFuture<>();
        time.after(Duration.ZERO, () -> told.complete(null));
        told.get();
        assertThat(again).isNotDone();
        assertThat(shop.state()).isEqualTo(State.DRAINING);
        straggler.leave();
    }

    @Test
    void oneThatDoesNotWantToBeWaitedForIsLeftAlone() throws Exception {
        shop.close();
        shop = new Shop("shop", "0", mbeans, time);
        ActiveRequest request = shop.request();

        departures.stopping("shop.war", Set.of("shop"));

        assertThat(shop.state()).isEqualTo(State.SERVING);
        request.leave();
    }

    @Test
    void anUndeploymentThatFailedOpensTheApplicationAgain() {
        departures.announced("shop.war", Set.of("shop"));
        departures.stays("shop.war");

        assertThat(shop.state()).isEqualTo(State.SERVING);
    }

    @Test
    void anUndeploymentOfWhichNothingIsHeardAnyMoreOpensTheApplicationAgain() {
        departures.announced("shop.war", Set.of("shop"));
        patience.pass(Departures.PATIENCE);

        assertThat(shop.state()).isEqualTo(State.SERVING);
    }

    @Test
    void oneThatHasStoppedIsNotOpenedAgain() {
        departures.announced("shop.war", Set.of("shop"));
        departures.stopping("shop.war", Set.of("shop"));
        departures.stays("shop.war");
        patience.pass(Departures.PATIENCE);

        assertThat(shop.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void whatAnAdministratorHasDrainedIsNotOpenedAgain() {
        shop.lifecycle().bean().drain(1);
        departures.announced("shop.war", Set.of("shop"));
        departures.stays("shop.war");

        assertThat(shop.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void whatAnAdministratorHasDrainedSinceIsNotOpenedAgain() {
        departures.announced("shop.war", Set.of("shop"));
        shop.lifecycle().bean().resume();
        shop.lifecycle().bean().drain(1);
        departures.stays("shop.war");

        assertThat(shop.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void whatAnAdministratorIsDrainingAnewIsNotOpened() {
        departures.announced("shop.war", Set.of("shop"));
        shop.lifecycle().bean().resume();
        ActiveRequest request = shop.request();
        shop.lifecycle().bean().beginDrain(0);
        departures.stays("shop.war");

        assertThat(shop.state()).isEqualTo(State.DRAINING);
        request.leave();
    }

    @Test
    void oneThatTimedOutIsOpenedAgainToo() throws Exception {
        shop.close();
        shop = new Shop("shop", "1", mbeans, time);
        ActiveRequest straggler = shop.request();
        departures.announced("shop.war", Set.of("shop"));
        departures.stays("shop.war");

        assertThat(shop.state()).isEqualTo(State.SERVING);
        straggler.leave();
    }

    @Test
    void underADrainedServerItStaysClosed() {
        departures.announced("shop.war", Set.of("shop"));
        server.bean().drain(5);
        departures.stays("shop.war");

        assertThat(shop.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void anApplicationThatHasGoneMeanwhileIsNoObstacle() {
        departures.announced("bank.ear", Set.of("shop", "other"));
        shop.close();
        departures.stays("bank.ear");
        departures.stopping("bank.ear", Set.of("shop", "other"));

        assertThat(other.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void aServerThatStopsIsDrainedAndNothingIsOpenedAnyMore() {
        departures.announced("shop.war", Set.of("shop"));
        departures.serverStops();
        departures.stays("shop.war");
        patience.pass(Departures.PATIENCE);

        assertThat(departures.isServerStopping()).isTrue();
        assertThat(server.state()).isEqualTo(State.DRAINED);
        assertThat(shop.state()).isEqualTo(State.DRAINED);
        assertThat(other.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void theStopsOfDeploymentsWaitForNothingOnceTheServerWasDrained() {
        departures.serverStops();
        server.bean().resume();
        ActiveRequest late = shop.request();

        departures.announced("shop.war", Set.of("shop"));
        departures.stopping("shop.war", Set.of("shop"));

        assertThat(shop.state()).isEqualTo(State.SERVING);
        late.leave();
    }

    @Test
    void aServerThatSuspendsIsDrainedAndOpenedWhenItResumes() {
        departures.serverSuspends();
        assertThat(server.state()).isEqualTo(State.DRAINED);
        assertThat(shop.state()).isEqualTo(State.DRAINED);
        assertThat(departures.isServerStopping()).isFalse();

        departures.serverResumes();
        assertThat(server.state()).isEqualTo(State.SERVING);
        assertThat(shop.state()).isEqualTo(State.SERVING);
    }

    @Test
    void theSuspensionWaitsForRequestsInFlight() throws Exception {
        ActiveRequest request = shop.request();
        CompletableFuture<Void> draining = shop.reaches(State.DRAINING);
        CompletableFuture<Void> suspension = CompletableFuture.runAsync(departures::serverSuspends);

        draining.get();
        assertThat(suspension).isNotDone();
        request.leave();
        suspension.get();

        assertThat(server.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void aServerThatResumesWhileItsSuspensionStillWaitsIsOpened() throws Exception {
        ActiveRequest request = shop.request();
        CompletableFuture<Void> draining = shop.reaches(State.DRAINING);
        CompletableFuture<Void> suspension = CompletableFuture.runAsync(departures::serverSuspends);
        draining.get();

        departures.serverResumes();
        suspension.get();

        assertThat(server.state()).isEqualTo(State.SERVING);
        assertThat(shop.state()).isEqualTo(State.SERVING);
        request.leave();
    }

    @Test
    void aServerThatAnAdministratorHadDrainedBeforeItSuspendedStaysDrainedWhenItResumes() {
        server.bean().drain(1);
        departures.serverSuspends();
        departures.serverResumes();

        assertThat(server.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void aServerThatAnAdministratorHasDrainedAnewWhileItWasSuspendedStaysDrained() {
        departures.serverSuspends();
        server.bean().resume();
        server.bean().drain(1);
        departures.serverResumes();

        assertThat(server.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void aServerThatResumesWithoutHavingBeenSuspendedIsLeftAlone() {
        server.bean().drain(1);
        departures.serverResumes();

        assertThat(server.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void aSuspendedServerThatStopsIsNotWaitedForAgain() throws Exception {
        departures.serverSuspends();
        server.bean().resume();
        ActiveRequest late = shop.request();
        departures.serverStops();

        assertThat(departures.isServerStopping()).isTrue();
        assertThat(shop.state()).isEqualTo(State.SERVING);
        late.leave();
    }

    @Test
    void aServerThatServedAgainIsDrainedWhenItStops() {
        departures.serverSuspends();
        departures.serverResumes();
        departures.serverStops();

        assertThat(server.state()).isEqualTo(State.DRAINED);
    }
}
