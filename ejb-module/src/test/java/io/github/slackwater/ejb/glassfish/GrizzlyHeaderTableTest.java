package io.github.slackwater.ejb.glassfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.http2.hpack.Decoder;
import org.glassfish.grizzly.http2.hpack.DecodingCallback;
import org.glassfish.grizzly.memory.ByteBufferWrapper;
import org.junit.jupiter.api.Test;

/**
 * A defect of Payara's own, which ends HTTP/2 connections with Slackwater and without. When a test here fails, Payara has
 * mended it, and what docs/server-gate.md says of it can go.
 */
class GrizzlyHeaderTableTest {

    /** RFC 7541, 6.3: the table shall hold nothing from now on, so all that is in it goes at once; then a GET. */
    private static final byte[] EMPTY_THE_TABLE = {0x20, (byte) 0x82};

    private final Decoder decoder = new Decoder(4096);
    private final List<String> decoded = new ArrayList<>();

    @Test
    void twoNamesGoFromTheTableAtOnce() {
        decode(remembered("first", "/one"));
        decode(remembered("second", "/two"));

        decode(EMPTY_THE_TABLE);

        assertThat(decoded).containsExactly("first: /one", "second: /two", ":method: GET");
    }

    /** Only the first value of a name is entered where the decoder looks for the second when that goes. */
    @Test
    void twoValuesOfOneNameThatGoFromTheTableAtOnceBreakTheDecoder() {
        decode(remembered("name", "/one"));
        decode(remembered("name", "/two"));

        assertThatThrownBy(() -> decode(EMPTY_THE_TABLE)).isInstanceOf(NullPointerException.class);
    }

    private void decode(byte[] block) {
        decoder.decode(new ByteBufferWrapper(ByteBuffer.wrap(block)), true, new DecodingCallback() {
            @Override
            public void onDecoded(CharSequence name, CharSequence value) {
                decoded.add(name + ": " + value);
            }
        });
    }

    /** RFC 7541, 6.2.1: a literal with incremental indexing, of a new name. */
    private static byte[] remembered(String name, String value) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(0x40);
        for (String text : List.of(name, value)) {
            block.write(text.length());
            block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }
        return block.toByteArray();
    }
}
