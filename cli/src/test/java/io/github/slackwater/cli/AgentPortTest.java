package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the port does with a client, in which order; that it really listens is the matter of {@link AgentCommandTest}. */
class AgentPortTest {

    @Test
    void whoSpeaksFirstIsAnsweredAndHeardToTheEndBeforeTheSocketIsClosed() {
        Client client = new Client(() -> "shop/one\n".getBytes(StandardCharsets.US_ASCII));

        AgentPort.answer(client, () -> "up ready");

        assertThat(client.deeds).containsExactly("said up ready", "said no more", "heard shop/one", "closed");
    }

    /** HAProxy without agent-send; it waits for the answer. */
    @Test
    void whoSaysNothingIsAnsweredFirst() {
        Client client = new Client(() -> {
            throw new SocketTimeoutException("nothing is said");
        });

        AgentPort.answer(client, () -> "up drain");

        assertThat(client.deeds).containsExactly("said up drain", "said no more", "closed");
        assertThat(client.patience).as("and not waited for without end").isPositive();
    }

    @Test
    void whoNeverEndsIsNotHeardForEver() {
        Client client = new Client(() -> new byte[100_000]);

        AgentPort.answer(client, () -> "up ready");

        assertThat(client.deeds).startsWith("said up ready").endsWith("closed");
        assertThat(client.heard).isLessThan(10_000);
    }

    private interface Words {
        byte[] said() throws IOException;
    }

    /** Writes down what is done with it. */
    private static final class Client extends Socket {

        final List<String> deeds = new ArrayList<>();
        int patience;
        int heard;
        private final Words words;

        Client(Words words) {
            this.words = words;
        }

        @Override
        public synchronized void setSoTimeout(int timeout) {
            patience = timeout;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(new ByteArrayInputStream(new byte[0])) {
                @Override
                public byte[] readNBytes(int length) throws IOException {
                    byte[] all = words.said();
                    heard = Math.min(length, all.length);
                    deeds.add("heard " + new String(all, 0, heard, StandardCharsets.US_ASCII).strip());
                    return Arrays.copyOf(all, heard);
                }
            };
        }

        @Override
        public OutputStream getOutputStream() {
            return new OutputStream() {
                @Override
                public void write(int one) {
                    write(new byte[] {(byte) one});
                }

                @Override
                public void write(byte[] bytes) {
                    deeds.add("said " + new String(bytes, StandardCharsets.US_ASCII).strip());
                }
            };
        }

        @Override
        public void shutdownOutput() {
            deeds.add("said no more");
        }

        @Override
        public synchronized void close() {
            deeds.add("closed");
        }
    }
}
