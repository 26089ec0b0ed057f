package io.github.slackwater.rig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** What a process listens on, as Linux tells it in {@code /proc}; what {@code ss -ltnp} shows. */
final class ListeningSockets {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTEN = "0A";

    private ListeningSockets() {}

    static boolean supported() {
        return Files.isReadable(PROC.resolve("net/tcp"));
    }

    /** The TCP addresses on which the process listens; empty when it has ended. */
    static List<InetSocketAddress> of(long pid) throws IOException {
        Set<String> inodes = inodes(pid);
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            Path file = PROC.resolve(table);
            if (!Files.exists(file)) {
                continue;
            }
            List<String> lines = Files.readAllLines(file);
            for (String line : lines.subList(1, lines.size())) {
                // sl, local address, remote address, state, queues, timer, retransmits, uid, timeout, inode
                String[] columns = line.trim().split("\\s+", -1);
                if (columns[3].equals(LISTEN) && inodes.contains(columns[9])) {
                    addresses.add(address(columns[1]));
                }
            }
        }
        return addresses;
    }

    private static Set<String> inodes(long pid) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                inodes.add(socketInode(descriptor));
            }
        } catch (NoSuchFileException e) {
            return Set.of(); // The process has ended.
        }
        return inodes;
    }

    /** Empty for what is no socket, or was closed since the directory was read. */
    private static String socketInode(Path descriptor) throws IOException {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:[") ? target.substring("socket:[".length(), target.length() - 1) : "";
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** The kernel prints each 32-bit word of the address in the machine's byte order: little-endian, on all of ours. */
    private static InetSocketAddress address(String column) throws UnknownHostException {
        String[] parts = column.split(":", 2);
        byte[] bytes = HexFormat.of().parseHex(parts[0]);
        for (int i = 0; i < bytes.length; i += 4) {
            swap(bytes, i, i + 3);
            swap(bytes, i + 1, i + 2);
        }
        return new InetSocketAddress(InetAddress.getByAddress(bytes), Integer.parseInt(parts[1], 16));
    }

    private static void swap(byte[] bytes, int a, int b) {
        byte old = bytes[a];
        bytes[a] = bytes[b];
        bytes[b] = old;
    }
}
