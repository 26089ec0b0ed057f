package io.github.slackwater.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.UnmarshalException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rig on the real servers: the control runs show that it raises no false alarm, the redeploy that it misses none. */
class RealServersIT {
    private static final Path SHOP = Path.of("../examples/shop/target/shop.war");
    private static final Duration BOUND = Duration.ofSeconds(40);

    private static final ServerOptions OPTIONS = ServerOptions.defaults().property("slackwater.rig.test", "seen");

    private final Servers servers = Servers.find();

    @Test
    void aPlainRedeployOfPayaraServerLosesRequestsAndAnIdleRunLosesNone() throws Exception {
        Path instance;
        try (DomainServer server = servers.startPayaraServer(OPTIONS.deploy("shop", SHOP))) {
            instance = server.domain();
            System.out.println(server + " booted in " + server.bootTime());
            jmxShowsThePropertyToWhoKnowsThePassword(server);
            LoadReport control = load(server, () -> {});
            LoadReport redeployed = load(server, () -> server.redeploy("shop", SHOP));
            Startup.onlyLoopback(server.pid());
            System.out.println(ServerProcess.read(server.logFile()).stream()
                    .filter(line -> line.contains("[WARNING]") || line.contains("[SEVERE]"))
                    .toList());

            assertThat(control.failed()).isZero();
            assertThat(control.refused()).isZero();
            assertThat(redeployed.failed()).isPositive();
            assertThat(server.terminate(Duration.ofSeconds(30))).isEqualTo(143);
        }
        assertThat(instance).doesNotExist();
    }

    @Test
    void anIdleRunOfPayaraMicroLosesNone() throws Exception {
        try (PayaraMicro server = servers.startPayaraMicro(OPTIONS.deploy("shop", SHOP))) {
            System.out.println(server + " booted in " + server.bootTime());
            jmxShowsThePropertyToWhoKnowsThePassword(server);
            LoadReport control = load(server, () -> {});
            Startup.onlyLoopback(server.pid());
            System.out.println(ServerProcess.read(server.logFile()).stream()
                    .filter(line -> line.contains("WARNING") || line.contains("SEVERE"))
                    .toList());

            assertThat(control.failed()).isZero();
            assertThat(server.terminate(Duration.ofSeconds(30))).isEqualTo(143);
        }
    }

    @Test
    void everyPageOfTheShopAnswersAndBadParametersAreRefused() throws Exception {
        try (PayaraMicro server = servers.startPayaraMicro(OPTIONS.deploy("shop", SHOP))) {
            assertThat(get(server.http("/shop/?request=a1"))).contains("200").contains("Request a1.");
            assertThat(get(server.http("/shop/version?request=a1"))).contains("\"version\":\"0.1.0-SNAPSHOT\"");
            assertThat(get(server.http("/shop/session?request=a1"))).contains("\"visits\":1");
            assertThat(get(server.http("/shop/stream?seconds=1&request=a1")))
                    .contains("event: tick\ndata: {\"request\":\"a1\",\"tick\":0}")
                    .contains("event: end");
            assertThat(get(server.http("/shop/slow?millis=60001")))
                    .isEqualTo("400 millis: 60001 (expected a whole number 0..60000)\n");
            assertThat(get(server.http("/shop/async?millis=x"))).startsWith("400 millis: not a number");
            assertThat(get(server.http("/shop/catalog?request=%3Cb%3E"))).startsWith("400 request: not an id");
            assertThat(get(server.http("/shop/orders"))).startsWith("405");
            assertThatThrownBy(() -> server.deploy("shop", SHOP)).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void aRefusedDeploymentSaysWhy(@TempDir Path folder) throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.war"), "not an archive");
        assertThatThrownBy(
                        () -> servers.startPayaraServer(ServerOptions.defaults().deploy("broken", broken)))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("asadmin deploy --name=broken")
                .hasMessageContaining("exit code 1");
    }

    @SuppressWarnings("BanJNDI") // The address is the server's that this test started.
    private static void jmxShowsThePropertyToWhoKnowsThePassword(RunningServer server) throws Exception {
        JMXServiceURL url = new JMXServiceURL(server.jmxUrl());
        // Payara Server's SecurityException cannot be serialized: its client sees an UnmarshalException in its place.
        assertThatThrownBy(() -> JMXConnectorFactory.connect(url, credentials(server, "wrong")))
                .isInstanceOfAny(SecurityException.class, UnmarshalException.class);
        try (JMXConnector connector = JMXConnectorFactory.connect(url, credentials(server, server.adminPassword()))) {
            TabularData properties = (TabularData) connector
                    .getMBeanServerConnection()
                    .getAttribute(new ObjectName("java.lang:type=Runtime"), "SystemProperties");
            assertThat(properties.get(new Object[] {"slackwater.rig.test"}).get("value"))
                    .isEqualTo("seen");
        }
    }

    private static Map<String, Object> credentials(RunningServer server, String password) {
        return Map.of(JMXConnector.CREDENTIALS, new String[] {server.adminUser(), password});
    }

    private static LoadReport load(RunningServer server, Runnable inTheMiddle) throws InterruptedException {
        LoadPlan plan = LoadPlan.against(server.http("/shop")).withRate(100);
        try (LoadClient client = LoadClient.of(plan)) {
            for (RequestKind kind : RequestKind.OF_THE_SHOP) {
                assertThat(client.probe(kind).verdict()).isEqualTo(Verdict.OK);
            }
            client.start();
            TimeUnit.SECONDS.sleep(7);
            inTheMiddle.run();
            TimeUnit.SECONDS.sleep(8);
            LoadReport report = client.finish(BOUND);
            System.out.println(report.summary() + ", worst lag " + report.worstLag() + "\n" + report.table());
            report.samples().stream().limit(3).map(Answer::detail).forEach(System.out::println);
            return report;
        }
    }

    private static String get(URI uri) throws IOException, InterruptedException {
        var response =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }
}
