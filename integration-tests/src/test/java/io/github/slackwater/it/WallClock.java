package io.github.slackwater.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** The wall clock of a server in which {@code clock.c} is preloaded. */
final class WallClock {

    /** The environment variable that names the file in which {@code clock.c} finds whose clock to set, and how. */
    static final String VARIABLE = "SLACKWATER_CLOCK";

    private final long pid;

    WallClock(LaunchedServer server) {
        this.pid = server.pid();
    }

    /** Sets it so much ahead of the true time, or behind it. In place: the file is mapped. */
    void set(Duration ahead) {
        ByteBuffer setting = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.nativeOrder());
        setting.putLong(pid).putLong(ahead.toSeconds()).flip();
        try (var file = Files.newByteChannel(Path.of(System.getenv(VARIABLE)), StandardOpenOption.WRITE)) {
            file.write(setting);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
