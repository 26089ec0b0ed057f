package io.github.slackwater.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpExchangeTest {
    private final ConnectionPool pool = new ConnectionPool();

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
        CountDownLatch spoken = new CountDownLatch(1);
        try (MisbehavingServer server = new MisbehavingServer(request -> {
            request.answerRight();
            request.send("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
            spoken.countDown();
            return true;
        })) {
            assertThat(exchange(server, "a").run().status()).isEqualTo(200);
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

    private HttpExchange exchange(MisbehavingServer server, String id) {
        LoadPlan plan = LoadPlan.against(server.base());
        return new HttpExchange(plan.address(), pool, new ShopRequest.Factory(plan).make(RequestKind.GET, id, false));
    }
}
