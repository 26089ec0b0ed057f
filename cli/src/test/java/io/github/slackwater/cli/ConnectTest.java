package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import javax.management.JMException;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way not to get through, and its exit code. */
class ConnectTest extends CommandsTest {

    ConnectTest() throws IOException, JMException {}

    @Test
    void theOptionComesBeforeTheVariable() {
        shell.variables.put(TargetOptions.JMX_VARIABLE, "127.0.0.1:1");

        assertThat(shell.run("status", "--jmx", jmx.address())).isZero();
    }

    @Test
    void takesAServiceUrl() {
        String url = "service:jmx:rmi:///jndi/rmi://" + jmx.address() + "/jmxrmi";

        assertThat(shell.run("status", "--jmx", url)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:",
                ":8686",
                "localhost:0",
                "localhost:65536",
                "localhost:99999",
                "a b:1",
                "http://localhost:8686",
                "service:jmx:",
                "service:jmx:rmi",
                "::1:8686"
            })
    void aMalformedAddressIsAWrongCommandLine(String address) {
        assertThat(shell.run("status", "--jmx", address)).isEqualTo(2);

        assertError(
                "--jmx: " + address + " (expected host:port, port 1..65535, or a URL that begins with service:jmx:)");
    }

    @Test
    void theMessageNamesTheVariableIfTheAddressCameFromThere() {
        shell.variables.put(TargetOptions.JMX_VARIABLE, "nonsense");

        assertThat(shell.run("status")).isEqualTo(2);
        assertThat(shell.err.toString()).startsWith("slackwater: SLACKWATER_JMX: nonsense (expected ");
    }

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = loopback()) {
            port = socket.getLocalPort();
        }

        assertThat(shell.run("status", "--jmx", "127.0.0.1:" + port)).isEqualTo(5);
        assertError("cannot connect to 127.0.0.1:" + port
                + ": connection refused (expected a server with JMX on that port; Payara Server: 8686)");
    }

    @Test
    void theHostDoesNotExist() {
        assertThat(shell.run("status", "--jmx", "nowhere.invalid:8686")).isEqualTo(5);

        assertError("cannot connect to nowhere.invalid:8686: the host has no address (expected a name that resolves)");
    }

    @Test
    void whatListensNeverAnswers() throws IOException {
        try (ServerSocket silent = loopback()) {
            String address = "127.0.0.1:" + silent.getLocalPort();

            assertThat(shell.run("status", "--jmx", address, "--connect-timeout", "1"))
                    .isEqualTo(5);
            assertError("cannot connect to " + address
                    + ": no answer in time (expected JMX there; --connect-timeout waits longer)");
        }
    }

    @Test
    void whatListensHangsUp() throws Exception {
        try (ServerSocket other = loopback()) {
            var answering = TimeLimit.start(() -> {
                other.accept().close();
                return other;
            });
            String address = "127.0.0.1:" + other.getLocalPort();

            assertThat(shell.run("status", "--jmx", address)).isEqualTo(5);
            assertError("cannot connect to " + address
                    + ": what listens there does not speak JMX over RMI (expected the server's JMX port; Payara Server: 8686;"
                    + " WildFly: service:jmx:remote+http://HOST:9990)");
            answering.get();
        }
    }

    @Test
    void aRegistryWithoutJmx() throws IOException {
        int[] port = new int[1];
        Registry registry = LocateRegistry.createRegistry(0, null, wanted -> {
            ServerSocket socket = loopback();
            port[0] = socket.getLocalPort();
            return socket;
        });
        try {
            assertThat(shell.run("status", "--jmx", "127.0.0.1:" + port[0])).isEqualTo(5);
            assertError("cannot connect to 127.0.0.1:" + port[0]
                    + ": an RMI registry is there, but no JMX in it (expected the name jmxrmi)");
        } finally {
            UnicastRemoteObject.unexportObject(registry, true);
        }
    }

    @Test
    void aProtocolThatNeedsTheServersLibrary() {
        assertThat(shell.run("status", "--jmx", "service:jmx:soap://127.0.0.1:9990"))
                .isEqualTo(5);

        assertError(
                "cannot connect to service:jmx:soap://127.0.0.1:9990: this protocol needs the server's own client library"
                        + " (expected service:jmx:rmi:, or the library in SLACKWATER_CLASSPATH)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"remote+http", "remote+https", "remote", "remoting-jmx", "http-remoting-jmx"})
    void theProtocolOfWildFlyNamesTheJarThatSpeaksIt(String protocol) {
        String url = "service:jmx:" + protocol + "://127.0.0.1:9990";
        assertThat(shell.run("status", "--jmx", url)).isEqualTo(5);

        assertError("cannot connect to " + url + ": this protocol is WildFly's (expected its"
                + " bin/client/jboss-cli-client.jar in SLACKWATER_CLASSPATH, or its folder in JBOSS_HOME)");
    }

    @Test
    void aServerWithoutSlackwater() throws IOException {
        try (JmxServer bare = new JmxServer(MBeanServerFactory.newMBeanServer())) {
            assertThat(shell.run("drain", "--jmx", bare.address())).isEqualTo(7);

            assertError("Slackwater is not deployed in " + bare.address()
                    + " (expected the MBean slackwater:type=Lifecycle; deploy slackwater.ear there first)");
        }
    }

    @Test
    void aServerWithApplicationsOnly() {
        drainable.withdrawServer();

        assertThat(shell.run("drain")).isEqualTo(7);
        assertError(jmx.address()
                + " has no slackwater:type=Lifecycle, only applications (expected --application with one of: shop)");
        assertThat(drainable.shop.state()).isEqualTo(State.SERVING);
    }

    @Test
    void anUnknownApplicationListsThoseThatAreThere() {
        assertThat(shell.run("drain", "--application", "bank")).isEqualTo(7);

        assertError("application: bank (expected one of: shop)");
        assertThat(drainable.server.state()).isEqualTo(State.SERVING);
    }

    @Test
    void eitherAnAddressOrAProcess() {
        assertThat(shell.run("status", "--jmx", "a:1", "--pid", "1")).isEqualTo(2);

        assertError("--jmx: a:1 and --pid: 1 (expected one of the two)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "3601"})
    void aConnectTimeoutOutOfRange(String seconds) {
        assertThat(shell.run("status", "--connect-timeout", seconds)).isEqualTo(2);

        assertError("--connect-timeout: " + seconds + " (expected 1..3600)");
    }

    @Test
    void theStackIsShownOnlyWhenAskedFor() {
        assertThat(shell.run("status", "--verbose", "--jmx", "nowhere.invalid:8686"))
                .isEqualTo(5);

        assertThat(shell.err.toString()).contains("\tat io.github.slackwater.cli.Connection.open(");
    }

    @Test
    void withTheRightPasswordFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "s3cret\nsecond line\n");
        try (JmxServer guarded = new JmxServer(mbeans, JmxServer.password("admin", "s3cret"))) {
            assertThat(shell.run(
                            "status", "--jmx", guarded.address(), "-u", "admin", "--password-file", file.toString()))
                    .isZero();
        }
    }

    @Test
    void withTheWrongPassword() throws IOException {
        shell.variables.put(Credentials.PASSWORD_VARIABLE, "guess");
        try (JmxServer guarded = new JmxServer(mbeans, JmxServer.password("admin", "s3cret"))) {
            assertThat(shell.run("drain", "--jmx", guarded.address(), "-u", "admin"))
                    .isEqualTo(6);

            assertError(
                    guarded.address() + " refuses user admin with this password (expected a JMX user of that server)");
            assertThat(drainable.server.state()).isEqualTo(State.SERVING);
        }
    }

    @Test
    void aRefusalThatCannotBeSentAsPayaras() throws IOException {
        try (JmxServer guarded = new JmxServer(mbeans, given -> {
            throw new UnsendableRefusal();
        })) {
            assertThat(shell.run("status", "--jmx", guarded.address())).isEqualTo(6);

            assertThat(shell.err.toString()).startsWith("slackwater: " + guarded.address() + " refuses a connection");
        }
    }

    @Test
    void withoutCredentialsWhereTheyAreNeeded() throws IOException {
        try (JmxServer guarded = new JmxServer(mbeans, JmxServer.password("admin", "s3cret"))) {
            assertThat(shell.run("status", "--jmx", guarded.address())).isEqualTo(6);

            assertError(guarded.address()
                    + " refuses a connection without user and password (expected --user with --password-file)");
        }
    }

    private static ServerSocket loopback() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** One line, no stack trace. */
    private void assertError(String line) {
        assertThat(shell.err.toString()).isEqualToNormalizingNewlines("slackwater: " + line + "\n");
        assertThat(shell.out.toString()).isEmpty();
    }

    private static final class UnsendableRefusal extends SecurityException {
        private static final long serialVersionUID = 1;

        @SuppressWarnings({"unused", "serial"}) // what makes it unsendable
        private final Object reason = new Object();
    }
}
