package io.github.slackwater.it.greedy;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /eat}: ends with an {@link OutOfMemoryError}. */
@WebServlet("/eat")
public class GreedyServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // At once more than the heap of a server under test, so that nobody else goes short meanwhile.
        response.getWriter().println(new byte[Integer.MAX_VALUE - 8].length);
    }
}
