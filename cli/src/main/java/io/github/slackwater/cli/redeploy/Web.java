package io.github.slackwater.cli.redeploy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * HTTP in the clear or over TLS. Each request has a connection of its own: between two steps a server may close an idle one,
 * and the client would not send a POST again. Redirects are not followed.
 */
public final class Web {

    private final Duration connectTimeout;
    private final @Nullable SSLContext tls;

    private Web(Duration connectTimeout, @Nullable SSLContext tls) {
        this.connectTimeout = connectTimeout;
        this.tls = tls;
    }

    /**
     * What trusts certificates.
     *
     * @param connectTimeout how long a connection may take
     * @param certificates a file with one or more, in PEM; null for those that this JVM trusts
     * @throws RedeployFailure with {@link RedeployCode#USAGE} if the file has none
     */
    public static Web trusting(Duration connectTimeout, @Nullable Path certificates) {
        return new Web(connectTimeout, certificates == null ? null : context(certificates));
    }

    private static SSLContext context(Path certificates) {
        try (InputStream pem = Files.newInputStream(certificates)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("trusted-" + ++number, certificate);
            }
            if (number == 0) {
                throw notCertificates(certificates, null);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw notCertificates(certificates, e);
        }
    }

    private static RedeployFailure notCertificates(Path file, @Nullable Exception cause) {
        return new RedeployFailure(
                RedeployCode.USAGE, "--cacert: %s (expected a file with certificates in PEM)".formatted(file), cause);
    }

    /** Has whatever else of this process speaks TLS trust the same: clients of JMX take no certificates of their own. */
    public void trustEverywhere() {
        if (tls != null) {
            SSLContext.setDefault(tls);
        }
    }

    /** Sends a request, and waits for the answer. */
    <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body) throws IOException {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(connectTimeout);
        if (tls != null) {
            client.sslContext(tls);
        }
        try {
            return client.build().send(request, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedeployFailure(RedeployCode.FAILED, "interrupted while waiting for " + request.uri(), e);
        }
    }

    /** Why there is no answer, in words. */
    static String reason(IOException thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof HttpTimeoutException) {
                return "no answer in time";
            }
            if (at instanceof UnknownHostException || at instanceof java.nio.channels.UnresolvedAddressException) {
                return "the host has no address (expected a name that resolves)";
            }
            if (at instanceof SSLException) {
                return "TLS failed (expected a certificate that is trusted, or --cacert FILE): " + at.getMessage();
            }
        }
        if (thrown instanceof ConnectException) {
            return "connection refused";
        }
        return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
    }

    /** {@code host:port}, with the usual port where none is given. */
    static String hostAndPort(URI address) {
        return address.getHost() + ":" + port(address);
    }

    static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }
}
