package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.State;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.rig.ServerException;
import io.github.slackwater.rig.ServerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A server of its own, where things are deployed twice: the filter in the server's library folder and in the shop as well,
 * a second Slackwater, an application with Slackwater's own context root. What a server refuses by itself is well; what it
 * accepts must not break what was there before.
 */
@Timeout(180)
class BadInputIT {

    private static LaunchedServer launched;
    private static ServerUnderTest server;

    @BeforeAll
    static void launch() {
        launched = ServersExtension.kind()
                .launch(ServerOptions.defaults().library(Artifacts.filter()), Artifacts.coveredShopFile());
        server = launched.server();
    }

    @AfterAll
    static void end() {
        if (launched == null) {
            return;
        }
        try {
            // What a server writes when it refuses a deployment is its own business, and names the deployment.
            assertThat(server.log().complaints(0))
                    .filteredOn(entry -> entry.lines().findFirst().orElse("").contains("io.github.slackwater."))
                    .allSatisfy(entry -> assertThat(entry).contains("runs already, from "));
        } finally {
            launched.close();
        }
    }

    @BeforeEach
    void everythingServes() {
        await().atMost(OnServer.SOON).untilAsserted(() -> {
            Expect.serving(server.lifecycle());
            Expect.serving(server.shop());
        });
    }

    @Test
    void theReadyLineSaysWhetherReadinessIsInMicroProfileHealth() {
        assertThat(linesSoon(0, "is ready: adapter"))
                .allSatisfy(line -> assertThat(
                                line.contains("no MicroProfile Health: readiness is at /slackwater/ready only"))
                        .isEqualTo(!server.hasHealth()));
        assertThat(server.get("/slackwater/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void aFilterInTheShopAndAnotherInTheServersLibraryCountARequestOnce() throws Exception {
        theShopIsCoveredOnce();

        server.admin().redeploy(ServerUnderTest.SHOP, Artifacts.coveredShopFile());

        theShopIsCoveredOnce();
    }

    private static void theShopIsCoveredOnce() throws IOException {
        assertThat(LifecycleMBeans.applications(server.jmx()).keySet())
                .filteredOn(name -> name.contains(ServerUnderTest.SHOP))
                .containsExactly(ServerUnderTest.SHOP);
        LifecycleMXBean shop = server.shop();
        long before = shop.getAdmittedTotal();
        for (String path : List.of("/shop/catalog", "/shop/slow?millis=1", "/shop/async?millis=1")) {
            assertThat(server.get(path).statusCode()).as(path).isEqualTo(200);
        }
        await().atMost(OnServer.SOON)
                .untilAsserted(() -> assertThat(shop.getActiveRequests()).isZero());
        assertThat(shop.getAdmittedTotal() - before).isEqualTo(3);

        long rejectedBefore = shop.getRejectedTotal();
        assertThat(server.lifecycle().drain(10).state()).isEqualTo(State.DRAINED);
        assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(503);
        assertThat(shop.getRejectedTotal()).isEqualTo(rejectedBefore + 1);
        server.lifecycle().resume();
        assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(200);
    }

    /** The same archive again, which most servers refuse for its context root, and the WAR, which has another one. */
    static Stream<Arguments> copies() {
        return Stream.of(
                Arguments.of("second-archive", server.slackwaterArchive()),
                Arguments.of("second-war", Artifacts.war()));
    }

    @ParameterizedTest
    @MethodSource("copies")
    void aSecondCopyStaysIdleAndTheFirstGoesOn(String name, Path copy) throws Exception {
        Object first = instance(LifecycleMBeans.SERVER);
        long log = server.log().length();

        if (isAccepted(name, copy)) {
            try {
                assertThat(linesSoon(log, "runs already, from "))
                        .singleElement()
                        .asString()
                        .contains("stays idle")
                        .doesNotContain("\tat ");
                theFirstGoesOn(first);
            } finally {
                server.admin().undeploy(name);
            }
        }
        assertThat(lines(log, "is ready: adapter")).isEmpty();
        theFirstGoesOn(first);
        assertThat(server.get("/slackwater/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void theFirstUndeployedTheSecondStartsWhenItIsRedeployed() throws Exception {
        assumeTrue(isAccepted("third", Artifacts.war()), () -> server.name() + " refuses any second copy");
        server.admin().undeploy(ServerUnderTest.SLACKWATER);
        assertThat(server.jmx().isRegistered(LifecycleMBeans.SERVER)).isFalse();
        assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(200);

        server.admin().redeploy("third", Artifacts.war());
        assertThat(server.lifecycle().drain(10).state()).isEqualTo(State.DRAINED);
        server.lifecycle().resume();

        server.admin().undeploy("third");
        assertThat(server.jmx().isRegistered(LifecycleMBeans.SERVER)).isFalse();
        server.admin().deploy(ServerUnderTest.SLACKWATER, server.slackwaterArchive());
        assertThat(server.get("/slackwater/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void anApplicationCalledSlackwaterDoesNotTakeItsPlace() throws Exception {
        Object first = instance(LifecycleMBeans.SERVER);

        assertThat(isAccepted(ServerUnderTest.SLACKWATER, Artifacts.coveredShopFile()))
                .as("accepted beside Slackwater")
                .isFalse();

        theFirstGoesOn(first);
        assertThat(server.get("/slackwater/ready").statusCode()).isEqualTo(200);
    }

    private static void theFirstGoesOn(Object instance) throws Exception {
        assertThat(instance(LifecycleMBeans.SERVER)).isEqualTo(instance);
        assertThat(server.lifecycle().drain(10).state()).isEqualTo(State.DRAINED);
        assertThat(server.shop().getState()).isEqualTo(State.DRAINED);
        server.lifecycle().resume();
        assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(200);
    }

    /** Whether the server deploys it at all. */
    private static boolean isAccepted(String name, Path archive) {
        try {
            server.admin().deploy(name, archive);
            return true;
        } catch (ServerException | IllegalStateException refused) {
            System.out.printf("%s refuses %s as %s: %s%n", server.name(), archive, name, refused.getMessage());
            return false;
        }
    }

    /** Another one after each registration. */
    private static Object instance(ObjectName mbean) throws JMException, IOException {
        return server.jmx().getAttribute(mbean, "Instance");
    }

    /** Some servers write their log a moment later. */
    private static List<String> linesSoon(long from, String text) {
        return await().atMost(OnServer.SOON).until(() -> lines(from, text), lines -> !lines.isEmpty());
    }

    private static List<String> lines(long from, String text) {
        return server.log().entries(from).stream()
                .filter(entry -> entry.contains(text))
                .toList();
    }
}
