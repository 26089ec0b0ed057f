package io.github.slackwater.examples.shop;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * {@code GET /slow?millis=N&request=ID}: holds its thread for N milliseconds (0..60000), then answers. It asks the bean
 * after the wait, as real work does: a shop that was taken away meanwhile cannot answer.
 */
@WebServlet("/slow")
public class SlowServlet extends ShopServlet {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_MILLIS = 60_000;

    @Inject
    private transient Shop shop;

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, BadParameterException {
        String id = requestId(request);
        int millis = number(request, "millis", 0, LONGEST_MILLIS, 1_000);
        boolean interrupted = sleepWasInterrupted(millis);
        if (interrupted) {
            send(
                    response,
                    HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                    "text/plain",
                    "request " + id + ": interrupted while it waited\n");
            return;
        }
        send(
                response,
                reply(id)
                        .add("millis", millis)
                        .add("instance", shop.instance())
                        .add("items", shop.items().size())
                        .build());
    }

    private static boolean sleepWasInterrupted(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return false;
        } catch (InterruptedException e) {
            return true; // The thread is the server's: it is handed back without the flag.
        }
    }
}
