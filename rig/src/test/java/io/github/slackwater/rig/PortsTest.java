package io.github.slackwater.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PortsTest {
    @Test
    void aPortIsNeverGivenTwice() {
        assertThat(Stream.generate(Ports::free).limit(200).toList())
                .doesNotHaveDuplicates()
                .allSatisfy(port -> assertThat(port).isBetween(12_000, 31_999));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theSocketsOfAProcessAreSeenWithTheirAddresses() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket here = new ServerSocket(0, 1, loopback);
                ServerSocket everywhere = new ServerSocket(0)) {
            assertThat(ListeningSockets.of(ProcessHandle.current().pid()))
                    .contains(new InetSocketAddress(loopback, here.getLocalPort()))
                    .anySatisfy(address -> {
                        assertThat(address.getPort()).isEqualTo(everywhere.getLocalPort());
                        assertThat(address.getAddress().isAnyLocalAddress()).isTrue();
                    });
        }
    }
}
