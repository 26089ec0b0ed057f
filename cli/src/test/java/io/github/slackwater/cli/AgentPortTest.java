package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the port does with a client, in which order; that it really listens is the matter of {@link AgentCommandTest}. */
class AgentPortTest {

    @Test
    void whoSpeaksFirstIsAnsweredAndHeardToTheEndBeforeTheSocketIsClosed() {
        Client client = new Client(new ByteArrayInputStream("shop/one\n".getBytes(StandardCharsets.US_ASCII)));

        AgentPort.answer(client, () -> "up ready");

        assertThat(client.deeds).containsExactly("said up ready", "said no more", "heard shop/one", "closed");
    }

    /** HAProxy without agent-send; it waits for the answer. */
    @Test
    void whoSaysNothingIsAnsweredFirst() {
        Client client = new Client(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new SocketTimeoutException("nothing is said");
            }
        });

        AgentPort.answer(client, () -> "up drain");

        assertThat(client.deeds).containsExactly("said up drain", "said no more", "closed");
        assertThat(client.patience).as("and not waited for without end").isPositive();
    }

    @Test
    void whoNeverEndsIsNotHeardForEver() {
        int[] heard = {0};
        Client client = new Client(new InputStream() {
            @Override
            public int read() {
                assertThat(heard[0]++).isLessThan(100_000);
                return 'x';
            }
        });

        AgentPort.answer(client, () -> "up ready");

        assertThat(client.deeds).startsWith("said up ready").endsWith("closed");
    }

    /** Writes down what is done with it. */
    private static final class Client extends Socket {

        final List<String> deeds = new ArrayList<>();
        int patience;
        private final InputStream says;

        Client(InputStream says) {
            this.says = says;
        }

        @Override
        public void setSoTimeout(int timeout) {
            patience = timeout;
        }

        @Override
        public InputStream getInputStream() {
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    return says.read();
                }

                @Override
                public byte[] readNBytes(int length) throws IOException {
                    byte[] heard = super.readNBytes(length);
                    deeds.add("heard " + new String(heard, StandardCharsets.US_ASCII).strip());
                    return heard;
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
        public void close() {
            deeds.add("closed");
        }
    }
}
