package io.github.slackwater.ejb;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * The kernel's table of TCP connections, as Linux shows it: see proc_net_tcp in the kernel's documentation. It has addresses
 * as words of 32 bits in the machine's own order, in hexadecimal digits.
 */
final class TcpTable {

    /** TIME_WAIT, CLOSE, CLOSE_WAIT, LAST_ACK, CLOSING: nobody is at the other end any more, or it has ended what it sends. */
    private static final Set<String> LEFT = Set.of("06", "07", "08", "09", "0B");

    private static final int WORD = 4;
    private static final int IPV6_DIGITS = 32;

    private final List<Path> files;
    private final ByteOrder order;

    /** What an IPv4 address begins with in the table of IPv6. */
    private final String mapped;

    TcpTable(List<Path> files, ByteOrder order) {
        this.files = files;
        this.order = order;
        this.mapped = words(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF});
    }

    /** Of this process's network; empty on a system that shows none. */
    static TcpTable ofThisSystem() {
        return new TcpTable(
                List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6")), ByteOrder.nativeOrder());
    }

    /** How the table names the connection between the two, seen from the first. */
    String key(InetSocketAddress local, InetSocketAddress peer) {
        return name(local) + ' ' + name(peer);
    }

    /**
     * Looks up connections.
     *
     * @param wanted their keys
     * @return for those that are there, whether the peer still waits
     * @throws IOException if a table is there and cannot be read
     */
    Map<String, Boolean> read(Set<String> wanted) throws IOException {
        Map<String, Boolean> found = new HashMap<>();
        for (Path file : files) {
            if (Files.exists(file)) {
                try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        read(line, wanted, found);
                    }
                }
            }
        }
        return found;
    }

    /** {@code sl local_address rem_address st ...}; what is not of this form, as the headings, is passed over. */
    private void read(String line, Set<String> wanted, Map<String, Boolean> found) {
        StringTokenizer columns = new StringTokenizer(line);
        if (columns.countTokens() < 4) {
            return;
        }
        columns.nextToken();
        String key = unmapped(columns.nextToken()) + ' ' + unmapped(columns.nextToken());
        if (wanted.contains(key)) {
            found.merge(key, !LEFT.contains(columns.nextToken()), Boolean::logicalAnd);
        }
    }

    private String unmapped(String address) {
        return address.length() > IPV6_DIGITS && address.startsWith(mapped)
                ? address.substring(mapped.length())
                : address;
    }

    private String name(InetSocketAddress socket) {
        InetAddress address = socket.getAddress();
        if (address == null) {
            throw new IllegalArgumentException(socket + ": expected an address that is resolved");
        }
        return words(address.getAddress()) + String.format(Locale.ROOT, ":%04X", socket.getPort());
    }

    private String words(byte[] address) {
        List<String> digits = new ArrayList<>();
        for (int at = 0; at < address.length; at++) {
            int inWord = at % WORD;
            int from = order == ByteOrder.LITTLE_ENDIAN ? at - inWord + WORD - 1 - inWord : at;
            digits.add(String.format(Locale.ROOT, "%02X", address[from]));
        }
        return String.join("", digits);
    }
}
