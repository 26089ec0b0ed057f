package io.github.slackwater.ejb.glassfish;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import jakarta.websocket.CloseReason;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * A connection that was upgraded: to a WebSocket of Tyrus, or to what a handler of the application makes of it.
 *
 * <p>Tyrus lists its sessions for nobody but their endpoint, and its handler closes with 1000, after which many clients stay
 * away. The connection that it keeps to itself takes a reason.
 */
record Upgraded(HttpUpgradeHandler handler, WebConnection connection) {

    private static final System.Logger LOG = System.getLogger(Upgraded.class.getName());

    private static final String TYRUS = "org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler";

    private static final CloseReason GOING_AWAY =
            new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "The application restarts");

    /** What the web container's own request was upgraded to; null if it was not. */
    static @Nullable Upgraded of(HttpServletRequest request) {
        try {
            Class<?> type = request.getClass();
            return type.getMethod("getHttpUpgradeHandler").invoke(request) instanceof HttpUpgradeHandler handler
                            && type.getMethod("getWebConnection").invoke(request) instanceof WebConnection connection
                            && Boolean.TRUE.equals(type.getMethod("isUpgrade").invoke(request))
                    ? new Upgraded(handler, connection)
                    : null;
        } catch (ReflectiveOperationException e) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: what " + request + " was upgraded to is not known", e);
            return null;
        }
    }

    /** With a close frame where it is a WebSocket: its client answers it, and Tyrus closes the connection then. */
    void close() {
        try {
            if (handler.getClass().getName().equals(TYRUS)) {
                closeTyrus();
            } else {
                connection.close();
            }
        } catch (Exception e) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: closed just before it was to be ended", e);
            closeByHandler();
        }
    }

    private void closeTyrus() throws ReflectiveOperationException {
        Field field = handler.getClass().getDeclaredField("connection");
        field.setAccessible(true);
        field.getType().getMethod("close", CloseReason.class).invoke(field.get(handler), GOING_AWAY);
    }

    private void closeByHandler() {
        try {
            connection.close();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: closed just before it was to be ended", e);
        }
    }
}
