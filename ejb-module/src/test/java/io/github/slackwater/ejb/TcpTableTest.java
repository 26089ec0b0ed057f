package io.github.slackwater.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's table, with lines as Linux 6 on x86-64 and on s390x shows them. */
class TcpTableTest {

    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";

    private static final String REST =
            " 00000000:00000000 00:00000000 00000000     0        0 635618 1 0000000097de35ba";

    @TempDir
    Path folder;

    @Test
    void anIPv4ConnectionIsFoundInEitherTable() throws Exception {
        TcpTable table = table(
                ByteOrder.LITTLE_ENDIAN,
                List.of(HEAD, "   0: 0100007F:1F90 0100007F:A0F6 01" + REST),
                List.of(
                        HEAD,
                        " 12: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF00000100007F:A0F7 08" + REST));
        String waits = table.key(socket("127.0.0.1", 8080), socket("127.0.0.1", 41206));
        String left = table.key(socket("127.0.0.1", 8080), socket("127.0.0.1", 41207));
        String gone = table.key(socket("127.0.0.1", 8080), socket("127.0.0.1", 41208));

        assertThat(table.read(Set.of(waits, left, gone))).isEqualTo(Map.of(waits, true, left, false));
    }

    @Test
    void theOtherEndOfAConnectionOnThisMachineIsNotTakenForIt() throws Exception {
        TcpTable table =
                table(ByteOrder.LITTLE_ENDIAN, List.of("   0: 0100007F:A0F6 0100007F:1F90 08" + REST), List.of());

        assertThat(table.read(Set.of(table.key(socket("127.0.0.1", 8080), socket("127.0.0.1", 41206)))))
                .isEmpty();
    }

    @Test
    void anIPv6ConnectionIsFound() throws Exception {
        TcpTable table = table(
                ByteOrder.LITTLE_ENDIAN,
                List.of(),
                List.of("  0: B80D0120000000000000000001000000:01BB B80D0120000000000000000002000000:C001 01" + REST));
        String key = table.key(socket("2001:db8::1", 443), socket("2001:db8::2", 49153));

        assertThat(table.read(Set.of(key))).isEqualTo(Map.of(key, true));
    }

    @Test
    void aMachineOfTheOtherByteOrderShowsTheSameConnectionsOtherwise() throws Exception {
        TcpTable table = table(
                ByteOrder.BIG_ENDIAN,
                List.of("   0: C0000201:1F90 C0000202:A0F6 01" + REST),
                List.of("   0: 00000000000000000000FFFFC0000201:1F90 00000000000000000000FFFFC0000203:A0F6 08" + REST));
        String waits = table.key(socket("192.0.2.1", 8080), socket("192.0.2.2", 41206));
        String left = table.key(socket("192.0.2.1", 8080), socket("192.0.2.3", 41206));

        assertThat(table.read(Set.of(waits, left))).isEqualTo(Map.of(waits, true, left, false));
    }

    @Test
    void linesOfAnotherFormArePassedOver() throws Exception {
        TcpTable table = table(
                ByteOrder.LITTLE_ENDIAN,
                List.of("", "  ", "nonsense", "   0: 0100007F:1F90", "   1: 0100007F:1F90 0100007F:A0F6 01" + REST),
                List.of());
        String key = table.key(socket("127.0.0.1", 8080), socket("127.0.0.1", 41206));

        assertThat(table.read(Set.of(key))).isEqualTo(Map.of(key, true));
    }

    @Test
    void whereThereIsNoTableNothingIsFound() throws Exception {
        TcpTable table = new TcpTable(List.of(folder.resolve("none")), ByteOrder.nativeOrder());

        assertThat(table.read(Set.of(table.key(socket("127.0.0.1", 1), socket("127.0.0.1", 2)))))
                .isEmpty();
    }

    private TcpTable table(ByteOrder order, List<String> tcp, List<String> tcp6) throws IOException {
        return new TcpTable(
                List.of(Files.write(folder.resolve("tcp"), tcp), Files.write(folder.resolve("tcp6"), tcp6)), order);
    }

    private static InetSocketAddress socket(String address, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(address), port);
    }
}
