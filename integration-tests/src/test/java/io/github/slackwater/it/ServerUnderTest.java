package io.github.slackwater.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.rig.LoadPlan;
import io.github.slackwater.rig.RunningServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/**
 * The server that a test runs on, as its clients and its administrator reach it: over HTTP, over the server's own JMX
 * connector, and by its commands. For all threads.
 */
final class ServerUnderTest implements AutoCloseable {

    static final String SHOP = "shop";

    /** The name under which Slackwater itself is deployed. */
    static final String SLACKWATER = "slackwater";

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /**
     * Where a server is.
     *
     * @param name such as {@code Payara Server 6.2025.9}
     * @param http its HTTP listener
     * @param https its HTTPS listener; null where the rig starts none
     * @param health where MicroProfile Health answers; null where the server has none
     * @param jmxEnvironment what a client of its JMX needs besides user and password
     * @param slackwater the archive that Slackwater is deployed from on this server
     */
    record Address(
            String name,
            URI http,
            @Nullable URI https,
            @Nullable URI health,
            String jmxUrl,
            Map<String, ?> jmxEnvironment,
            String user,
            String password,
            ServerLog log,
            Path slackwater) {

        static Address of(RunningServer process, LogFormat format, Path slackwater) {
            return new Address(
                    process.name(),
                    process.http("/"),
                    process.https("/").orElse(null),
                    process.health().orElse(null),
                    process.jmxUrl(),
                    process.jmxEnvironment(),
                    process.adminUser(),
                    process.adminPassword(),
                    new ServerLog(process.logFile(), format),
                    slackwater);
        }
    }

    private final Address address;
    private final Admin admin;
    private final JMXConnector connector;
    private final MBeanServerConnection jmx;

    ServerUnderTest(Address address, Admin admin) {
        this.address = address;
        this.admin = admin;
        try {
            this.connector = connect(address.password());
            this.jmx = connector.getMBeanServerConnection();
        } catch (IOException e) {
            throw new UncheckedIOException(address.jmxUrl() + ": cannot be connected to", e);
        }
    }

    String name() {
        return address.name();
    }

    Admin admin() {
        return admin;
    }

    /** The archive that Slackwater is deployed from on this server. */
    Path slackwaterArchive() {
        return address.slackwater();
    }

    ServerLog log() {
        return address.log();
    }

    /** How a client reaches its JMX. */
    Address address() {
        return address;
    }

    /** A connection of the caller's own to the server's JMX connector. */
    @SuppressWarnings("BanJNDI") // The address is this test's own server on this machine.
    JMXConnector connect(String password) throws IOException {
        Map<String, Object> environment = new HashMap<>(address.jmxEnvironment());
        environment.put(JMXConnector.CREDENTIALS, new String[] {address.user(), password});
        return JMXConnectorFactory.connect(new JMXServiceURL(address.jmxUrl()), environment);
    }

    MBeanServerConnection jmx() {
        return jmx;
    }

    /** The server's operations. */
    LifecycleMXBean lifecycle() {
        try {
            return LifecycleMBeans.server(jmx);
        } catch (InstanceNotFoundException e) {
            throw new AssertionError(name() + ": no MBean " + LifecycleMBeans.SERVER, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The shop's operations. */
    LifecycleMXBean shop() {
        return application(SHOP);
    }

    /** The operations of an application. */
    LifecycleMXBean application(String name) {
        try {
            return LifecycleMBeans.application(jmx, name);
        } catch (InstanceNotFoundException e) {
            throw new AssertionError(name() + ": no MBean " + LifecycleMBeans.application(name), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI http(String path) {
        return address.http().resolve(path);
    }

    /** An address on the HTTPS listener; ends the test as skipped where the rig starts none. */
    URI https(String path) {
        URI https = address.https();
        assumeTrue(https != null, () -> name() + " has no HTTPS listener");
        return Objects.requireNonNull(https).resolve(path);
    }

    /** The usual load on the shop. */
    LoadPlan shopLoad() {
        return load(SHOP);
    }

    /** The same load on an application that has the paths of the shop. */
    LoadPlan load(String application) {
        return LoadPlan.against(http("/" + application));
    }

    /** One GET to the server's own MicroProfile Health: {@code ready} or {@code live}. */
    HttpResponse<String> health(String probe) {
        return send(HttpRequest.newBuilder(URI.create(address.health() + "/" + probe)));
    }

    boolean hasHealth() {
        return address.health() != null;
    }

    /** Ends the test as skipped, and not as passed, on a server without MicroProfile Health. */
    void assumeHealth() {
        assumeTrue(hasHealth(), () -> name() + " has no MicroProfile Health");
    }

    /** One GET, followed nowhere. */
    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(http(path)));
    }

    /** One request; its address is complete, anything else can be set. */
    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for an answer", e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            // The server has ended, and its end of the connection with it.
            System.getLogger(ServerUnderTest.class.getName()).log(System.Logger.Level.DEBUG, "close", e);
        }
    }

    @Override
    public String toString() {
        return name() + " (" + address.http() + ")";
    }
}
