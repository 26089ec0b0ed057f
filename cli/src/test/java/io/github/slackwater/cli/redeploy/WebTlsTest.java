package io.github.slackwater.cli.redeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate nobody knows, as that of an administration is. */
class WebTlsTest {

    private static final String ALIAS = "server";
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private HttpsServer server;
    private Path certificate;

    @BeforeEach
    void start() throws Exception {
        KeyStore keys = keys();
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        String base64 = Base64.getMimeEncoder()
                .encodeToString(keys.getCertificate(ALIAS).getEncoded());
        certificate = Files.writeString(
                folder.resolve("server.pem"),
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n".formatted(base64));
    }

    private KeyStore keys() throws Exception {
        Path file = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        String.valueOf(PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theCertificateInTheFileIsTrustedAndNoOther() throws Exception {
        assertThat(status(Web.trusting(SOON, certificate))).isEqualTo(204);
        assertThatThrownBy(() -> status(Web.trusting(SOON, null))).isInstanceOf(SSLException.class);
    }

    /** As by the clients of JMX over TLS. */
    @Test
    void whereItIsTrustedEverywhereSoItIsByThoseWhoAskForNothing() throws Exception {
        SSLContext before = SSLContext.getDefault();
        assertThatThrownBy(this::shakeHands).isInstanceOf(SSLException.class);
        try {
            Web.trusting(SOON, null).trustEverywhere();
            assertThatThrownBy(this::shakeHands).isInstanceOf(SSLException.class);

            Web.trusting(SOON, certificate).trustEverywhere();
            shakeHands();
        } finally {
            SSLContext.setDefault(before);
        }
    }

    private int status(Web web) throws IOException {
        URI address =
                URI.create("https://localhost:%d/".formatted(server.getAddress().getPort()));
        return web.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private void shakeHands() throws Exception {
        try (SSLSocket socket = (SSLSocket) SSLContext.getDefault()
                .getSocketFactory()
                .createSocket(
                        server.getAddress().getAddress(), server.getAddress().getPort())) {
            socket.startHandshake();
        }
    }
}
