package io.github.slackwater.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** One question to the server, as a balancer or an operator asks it. It is no part of the load. */
record Http(int status, String body) {
    private static final int MILLIS = 1_000;

    /**
     * Asks on a connection of its own and blocks for two seconds at the most.
     *
     * @return status 0 where no answer came
     */
    static Http get(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(MILLIS);
            connection.setReadTimeout(MILLIS);
            connection.setRequestProperty("Connection", "close");
            int status = connection.getResponseCode();
            try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                byte[] body = in == null ? new byte[0] : in.readAllBytes();
                return new Http(status, new String(body, StandardCharsets.UTF_8));
            }
        } catch (IOException | UncheckedIOException e) {
            return new Http(0, e.toString());
        }
    }
}
