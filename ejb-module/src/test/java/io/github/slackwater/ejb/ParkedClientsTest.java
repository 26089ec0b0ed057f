package io.github.slackwater.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.SystemTimekeeper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Clients that leave while their requests are parked. */
class ParkedClientsTest {

    private static final String WAITS = "0: 0100007F:1F90 0100007F:A0F6 01";
    private static final String HAS_CLOSED = "0: 0100007F:1F90 0100007F:A0F6 08";
    private static final String SOMEBODY_ELSE = "0: 0100007F:1F90 0100007F:FFFF 01";

    @TempDir
    Path folder;

    private final HeldTimekeeper time = new HeldTimekeeper();
    private final AtomicInteger left = new AtomicInteger();
    private ParkedClients clients;
    private Runnable unwatch;

    @BeforeEach
    void watch() {
        clients = new ParkedClients(time, new TcpTable(List.of(folder.resolve("tcp")), ByteOrder.LITTLE_ENDIAN));
        unwatch = clients.watch(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 41206),
                left::incrementAndGet);
    }

    @Test
    void oneWhoWaitsIsLeftAloneAndOneWhoHasClosedIsToldOnce() throws Exception {
        look(WAITS);
        look(WAITS);
        assertThat(left).hasValue(0);

        look(HAS_CLOSED);
        look(HAS_CLOSED);
        assertThat(left).hasValue(1);
    }

    @Test
    void oneWhoHasVanishedIsMissedTwiceBeforeThatIsBelieved() throws Exception {
        look(WAITS);
        look(SOMEBODY_ELSE);
        look(WAITS);
        look(SOMEBODY_ELSE);
        assertThat(left).hasValue(0);

        look(SOMEBODY_ELSE);
        assertThat(left).hasValue(1);
    }

    @Test
    void oneWhoWasNeverThereIsLeftAlone() throws Exception {
        for (int i = 0; i < 5; i++) {
            look(SOMEBODY_ELSE);
        }
        assertThat(left).hasValue(0);
    }

    @Test
    void oneWhoIsServedIsWatchedNoLongerAndNobodyLooks() throws Exception {
        look(WAITS);
        unwatch.run();
        look(HAS_CLOSED);
        assertThat(left).hasValue(0);

        Files.delete(folder.resolve("tcp"));
        Files.createDirectory(folder.resolve("tcp"));
        time.pass(ParkedClients.LOOK_AGAIN);
        assertThat(left).hasValue(0);
    }

    @Test
    void aTableThatCannotBeReadIsLookedAtAgain() throws Exception {
        look(WAITS);
        Files.delete(folder.resolve("tcp"));
        Files.createDirectory(folder.resolve("tcp"));
        time.pass(ParkedClients.LOOK_AGAIN);
        Files.delete(folder.resolve("tcp"));
        look(HAS_CLOSED);
        assertThat(left).hasValue(1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aRealClientThatClosesIsNoticed() throws Exception {
        try (SystemTimekeeper real = new SystemTimekeeper("clients");
                ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress());
                Socket stays = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket other = server.accept()) {
            Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
            try (Socket accepted = server.accept()) {
                ParkedClients watched = new ParkedClients(real, TcpTable.ofThisSystem());
                CountDownLatch gone = new CountDownLatch(1);
                watched.watch(accepted.getLocalSocketAddress(), accepted.getRemoteSocketAddress(), gone::countDown);
                CountDownLatch halfClosed = new CountDownLatch(1);
                watched.watch(other.getLocalSocketAddress(), other.getRemoteSocketAddress(), halfClosed::countDown);
                client.close();

                assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
                assertThat(halfClosed.getCount()).isOne();

                stays.shutdownOutput();
                assertThat(halfClosed.await(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private void look(String line) throws IOException {
        Files.writeString(folder.resolve("tcp"), line + " 00000000:00000000\n");
        time.pass(ParkedClients.LOOK_AGAIN);
    }
}
