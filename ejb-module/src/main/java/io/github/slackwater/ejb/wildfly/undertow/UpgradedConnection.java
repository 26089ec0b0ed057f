package io.github.slackwater.ejb.wildfly.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.servlet.handlers.ServletRequestContext;
import io.undertow.util.Headers;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.jsr.ConfiguredServerEndpoint;
import io.undertow.websockets.jsr.ServerWebSocketContainer;
import io.undertow.websockets.jsr.UndertowSession;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/** A connection that was upgraded to a WebSocket, or to something that the server knows nothing of. */
final class UpgradedConnection {

    private static final System.Logger LOG = System.getLogger(UpgradedConnection.class.getName());

    private static final CloseReason GOING_AWAY =
            new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "The application restarts");

    /** A close frame without a text, RFC 6455, section 5.5.1: FIN and the opcode 8; two bytes; 1001. */
    private static final byte[] CLOSE_FRAME = {(byte) 0x88, 2, 1001 >> 8, (byte) 1001};

    private UpgradedConnection() {}

    /** Closes it, with a close frame if it is a WebSocket. */
    static boolean close(HttpServerExchange exchange, @Nullable ServletRequestContext servlet) {
        ServerConnection connection = exchange.getConnection();
        Session session = servlet == null ? null : session(servlet, connection);
        try {
            if (session != null) {
                session.close(GOING_AWAY);
            } else if ("websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst(Headers.UPGRADE))
                    && connection instanceof HttpServerConnection http) {
                closeUnknown(http);
            } else {
                IoUtils.safeClose(connection);
            }
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: closed just before it was to be ended", gone);
            IoUtils.safeClose(connection);
        }
        return true;
    }

    /** Found by its two addresses, of which there is no second pair. */
    private static @Nullable Session session(ServletRequestContext servlet, ServerConnection connection) {
        if (servlet.getDeployment().getServletContext().getAttribute(ServerContainer.class.getName())
                instanceof ServerWebSocketContainer container) {
            for (ConfiguredServerEndpoint endpoint : container.getConfiguredServerEndpoints()) {
                for (Session session : endpoint.getOpenSessions()) {
                    if (session instanceof UndertowSession known && isSame(known.getWebSocketChannel(), connection)) {
                        return session;
                    }
                }
            }
        }
        return null;
    }

    private static boolean isSame(WebSocketChannel channel, ServerConnection connection) {
        return connection.getPeerAddress().equals(channel.getPeerAddress())
                && connection.getLocalAddress().equals(channel.getLocalAddress());
    }

    /**
     * One that an application upgraded by itself ({@code upgradeHttpToWebSocket}, as Spring does): the container does not
     * list it. A frame of the application's may be half written just now; its client then sees a connection that breaks off,
     * which it would see without the frame in any case.
     */
    private static void closeUnknown(HttpServerConnection connection) {
        StreamConnection channel = connection.getChannel();
        channel.getIoThread().execute(() -> {
            try {
                channel.getSinkChannel().write(ByteBuffer.wrap(CLOSE_FRAME));
                channel.getSinkChannel().flush();
            } catch (IOException gone) {
                LOG.log(System.Logger.Level.DEBUG, "Slackwater: closed just before it was to be ended", gone);
            } finally {
                IoUtils.safeClose(channel);
            }
        });
    }
}
