package io.github.slackwater.it.guarded;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers with all that it sees of a request. {@code /keeper/*} is for the role of that name, {@code /open/*} for all. */
@WebServlet({"/keeper/seen", "/open/seen"})
public class SeenServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        String seen = String.join(
                "\n",
                "method=" + request.getMethod(),
                "dispatcher=" + request.getDispatcherType(),
                "auth=" + request.getAuthType(),
                "principal="
                        + (request.getUserPrincipal() == null
                                ? null
                                : request.getUserPrincipal().getName()),
                "keeper=" + request.isUserInRole("keeper"),
                "uri=" + request.getRequestURI(),
                "context=" + request.getContextPath() + " servlet=" + request.getServletPath() + " path="
                        + request.getPathInfo(),
                "query=" + request.getQueryString(),
                "body=" + new String(body, StandardCharsets.UTF_8));
        response.setContentType("text/plain;charset=UTF-8");
        byte[] answer = seen.getBytes(StandardCharsets.UTF_8);
        response.setContentLength(answer.length);
        response.getOutputStream().write(answer);
    }
}
