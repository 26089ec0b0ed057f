package io.github.slackwater.rig;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** With TLS, whatever certificate the server shows. Cut as a plain one is: nobody says goodbye on a connection that is cut. */
final class TlsConnection extends Connection {
    private static final int GLANCE_MILLIS = 1;

    private final Socket plain = new Socket();
    private @Nullable SSLSocket tls;
    private @Nullable HttpReader reader;

    @Override
    void connect(InetSocketAddress address) throws IOException {
        plain.connect(address);
        plain.setTcpNoDelay(true);
        SSLSocket secured = (SSLSocket) LoopbackTls.context()
                .getSocketFactory()
                .createSocket(plain, address.getHostString(), address.getPort(), true);
        secured.startHandshake();
        tls = secured;
        reader = new HttpReader(Channels.newChannel(secured.getInputStream()));
    }

    @Override
    HttpReader reader() {
        return connected(reader);
    }

    /** A server that answers early and closes is seen by the write that fails. */
    @Override
    boolean write(ByteBuffer bytes) throws IOException {
        byte[] rest = new byte[bytes.remaining()];
        bytes.duplicate().get(rest);
        connected(tls).getOutputStream().write(rest);
        return true;
    }

    @Override
    boolean isFit() {
        SSLSocket open = connected(tls);
        if (reader().hasLeftover()) {
            return false;
        }
        try {
            open.setSoTimeout(GLANCE_MILLIS);
            InputStream in = open.getInputStream();
            int unused = in.read();
            return false;
        } catch (SocketTimeoutException nothingCame) {
            return unlimited(open);
        } catch (IOException e) {
            return false; // A connection that cannot be read is as unfit as a closed one.
        }
    }

    private static boolean unlimited(SSLSocket open) {
        try {
            open.setSoTimeout(0);
            return true;
        } catch (IOException e) {
            return false; // It was closed meanwhile.
        }
    }

    private static <T> T connected(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("not connected");
        }
        return part;
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
