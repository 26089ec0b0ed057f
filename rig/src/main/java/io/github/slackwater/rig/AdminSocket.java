package io.github.slackwater.rig;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The place of HAProxy's runtime socket, and a client of it. In a folder of its own below {@code /tmp}: the path of a
 * socket has a hundred characters at most, and the rig's own folders may lie deeper.
 */
final class AdminSocket implements AutoCloseable {
    private final Path folder;

    private AdminSocket(Path folder) {
        this.folder = folder;
    }

    static AdminSocket create() throws IOException {
        return new AdminSocket(Files.createTempDirectory(Path.of("/tmp"), "slackwater-"));
    }

    Path path() {
        return folder.resolve("admin.sock");
    }

    /** Blocks until the answer is complete: HAProxy closes after one command. */
    String send(String command) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(path()));
            ByteBuffer line = ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(4 << 10);
            while (channel.read(buffer) >= 0) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            return answer.toString(StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(path() + ": " + command + ": failed", e);
        }
    }

    @Override
    public void close() {
        try {
            Directories.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": cannot be deleted", e);
        }
    }
}
