package io.github.slackwater.it.streams;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /poll}: waits for news that never come; {@code GET /poll?news}: there are some. */
@WebServlet(urlPatterns = "/poll", asyncSupported = true)
public class PollServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final long LONGER_THAN_ANY_TEST_MILLIS = 300_000;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext async = request.startAsync();
        async.setTimeout(LONGER_THAN_ANY_TEST_MILLIS);
        if (request.getParameter("news") != null) {
            response.setContentType("text/plain");
            response.getWriter().print(Version.ID);
            async.complete();
        }
    }
}
