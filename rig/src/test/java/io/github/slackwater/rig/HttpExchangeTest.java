package io.github.slackwater.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpExchangeTest {
    private final ConnectionPool pool = new ConnectionPool(false);

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void aConnectionIsUsedAgain() throws Exception {
        try (MisbehavingServer server = new MisbehavingServer(request -> {
            request.answerRight();
            return true;
        })) {
            assertThat(exchange(server, "a").run().status()).isEqualTo(200);
            assertThat(exchange(server, "b").run().status()).isEqualTo(200);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionThatTheServerClosedSilentlyIsNotUsedAgain() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (MisbehavingServer server = new MisbehavingServer(request -> {
            request.answerRight();
            request.socket().close();
            closed.countDown();
            return false;
        })) {
            assertThat(exchange(server, "a").run().status()).isEqualTo(200);
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(exchange(server, "b").run().status()).isEqualTo(200);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aConnectionOnWhichTheServerSpokeOutOfTurnIsNotUsedAgain() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch spoken = new CountDownLatch(1);
        try (MisbehavingServer server = new MisbehavingServer(request -> {
            request.answerRight();
            assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
            request.send("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
            spoken.countDown();
            return true;
        })) {
            assertThat(exchange(server, "a").run().status()).isEqualTo(200);
            answered.countDown();
            assertThat(spoken.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(exchange(server, "b").run().status()).isEqualTo(200);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void anExchangeThatWasCutBeforeItBeganSendsNothing() throws Exception {
        try (MisbehavingServer server = new MisbehavingServer(request -> false)) {
            HttpExchange exchange = exchange(server, "a");
            exchange.cut();
            assertThatThrownBy(exchange::run).isInstanceOf(IOException.class).hasMessage("timeout");
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void sendingABodyEndsWhenTheAnswerIsThere() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (MisbehavingServer server = new MisbehavingServer(
                        request -> {
                            request.answer("503 Busy", "Retry-After: 5\r\n", "no");
                            return over.await(20, TimeUnit.SECONDS); // The body stays unread meanwhile.
                        },
                        false);
                Connection connection = Connection.create()) {
            connection.connect(LoadPlan.against(server.base()).address());
            byte[] head = "POST / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            assertThat(connection.write(ByteBuffer.wrap(head))).isTrue();
            // More than the kernel takes for a peer that does not read.
            assertThat(connection.write(ByteBuffer.allocate(32 << 20))).isFalse();
            assertThat(connection.reader().read().status()).isEqualTo(503);
            over.countDown();
        }
    }

    private HttpExchange exchange(MisbehavingServer server, String id) {
        LoadPlan plan = LoadPlan.against(server.base());
        return new HttpExchange(plan.address(), pool, new ShopRequest.Factory(plan).make(RequestKind.GET, id, false));
    }
}
