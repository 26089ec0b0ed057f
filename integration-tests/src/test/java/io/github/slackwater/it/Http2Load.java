package io.github.slackwater.it;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/**
 * An open-loop load on the shop over four HTTP/2 connections that stay: GET, POST of 2 KB and of 200 KB, and asynchronous
 * GET. Every answer is checked, and nothing is sent again.
 */
final class Http2Load implements AutoCloseable {

    private static final int CONNECTIONS = 4;

    private final List<Http2Client> clients = new ArrayList<>();
    private final List<CompletableFuture<?>> streams = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Long> failures = new TreeMap<>();
    private final byte[] small = new byte[2 << 10];
    private final byte[] large = new byte[200 << 10];
    private long sent;
    private long ok;
    private long refused;

    /** What became of the streams. */
    record Report(long sent, long ok, long refused, Map<String, Long> failures) {
        String summary() {
            return "sent=" + sent + " ok=" + ok + " refused=" + refused + " failed=" + (sent - ok - refused) + " "
                    + failures;
        }
    }

    private Http2Load() {
        Random random = new Random(7);
        random.nextBytes(small);
        random.nextBytes(large);
    }

    static Http2Load start(URI base, int perSecond) throws Exception {
        Http2Load load = new Http2Load();
        for (int i = 0; i < CONNECTIONS; i++) {
            load.clients.add(Http2Client.open(base));
        }
        ScheduledFuture<?> unused =
                load.clock.scheduleAtFixedRate(load::send, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
        return load;
    }

    private synchronized void send() {
        long number = sent++;
        String id = "h2-" + Integer.toHexString(System.identityHashCode(this)) + "-" + number;
        Http2Client client = clients.get((int) (number % CONNECTIONS));
        streams.add(
                switch ((int) (number % 10)) {
                    case 3, 6 -> post(client, id, small);
                    case 8 -> post(client, id, large);
                    case 9 -> check(client.send("GET", "/shop/async?millis=500&request=" + id, new byte[0]), id, id);
                    default -> check(client.send("GET", "/shop/catalog?request=" + id, new byte[0]), id, id);
                });
    }

    private CompletableFuture<?> post(Http2Client client, String id, byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return check(
                client.send("POST", "/shop/orders?request=" + id, body),
                id,
                HexFormat.of().toHexDigits((int) crc.getValue()));
    }

    private CompletableFuture<?> check(CompletableFuture<Http2Client.Answer> answer, String id, String proof) {
        return answer.thenAccept(came -> {
            boolean right = came.status() == 200
                    && came.failure().isEmpty()
                    && came.body().contains("\"" + id + "\"")
                    && came.body().contains("\"" + proof + "\"");
            count(came, right);
        });
    }

    private synchronized void count(Http2Client.Answer came, boolean right) {
        if (right) {
            ok++;
        } else if (came.status() == 503 && came.headers().containsKey("retry-after")) {
            refused++;
        } else {
            String reason = came.failure().isEmpty() ? "status " + came.status() + " " + came.body() : came.failure();
            failures.merge(reason, 1L, Long::sum);
        }
    }

    /** Right answers up to now; fails as soon as there was a wrong one. */
    synchronized long ok() {
        if (!failures.isEmpty()) {
            throw new AssertionError(failures + " (expected no failures)");
        }
        return ok;
    }

    /** Ends the arrivals, and waits for the last answers; a stream without one is in no figure but {@code sent}. */
    Report finish(Duration bound) throws Exception {
        clock.shutdown();
        boolean unused = clock.awaitTermination(bound.toMillis(), TimeUnit.MILLISECONDS);
        List<CompletableFuture<?>> all;
        synchronized (this) {
            all = List.copyOf(streams);
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(bound.toMillis(), TimeUnit.MILLISECONDS);
        synchronized (this) {
            return new Report(sent, ok, refused, Map.copyOf(failures));
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        clients.forEach(Http2Client::close);
    }
}
