package io.github.slackwater.examples.shop;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;

/** {@code GET /session}: how often this client came; the count lives in its session. */
@WebServlet("/session")
public class SessionServlet extends ShopServlet {
    private static final long serialVersionUID = 1L;
    private static final String VISITS = "visits";

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, BadParameterException {
        String id = requestId(request);
        HttpSession session = request.getSession();
        int visits = session.getAttribute(VISITS) instanceof Integer before ? before + 1 : 1;
        session.setAttribute(VISITS, visits);
        send(
                response,
                reply(id).add("visits", visits).add("new", session.isNew()).build());
    }
}
