package io.github.slackwater.it.streams;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /held}: a stream of events that holds its thread until its client leaves. */
@WebServlet("/held")
public class HeldServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        response.setContentType("text/event-stream;charset=UTF-8");
        try {
            while (!Thread.currentThread().isInterrupted()) {
                response.getOutputStream().print("data: " + Version.ID + "\n\n");
                response.flushBuffer();
                Thread.sleep(100);
            }
        } catch (IOException e) {
            getServletContext().log("held: the reader is gone: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
