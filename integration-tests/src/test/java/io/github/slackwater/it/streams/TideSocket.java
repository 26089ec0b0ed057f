package io.github.slackwater.it.streams;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** A WebSocket that names the deployment, then says each text again. */
@ServerEndpoint("/tide")
public class TideSocket {

    /** Greets. */
    @OnOpen
    public void opened(Session session) throws IOException {
        session.getBasicRemote().sendText(Version.ID);
    }

    /** Echoes. */
    @OnMessage
    public String said(String text) {
        return text;
    }

    /** Its classes are still there: another one is loaded here for the first time. */
    @OnClose
    public void closed(CloseReason reason) {
        System.out.println(LastWords.of(reason.getCloseCode().getCode()));
    }

    /** Loaded when the first socket is closed. */
    static final class LastWords {
        private LastWords() {}

        static String of(int code) {
            return "tide: closed with " + code;
        }
    }
}
