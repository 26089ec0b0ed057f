package io.github.slackwater.web;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.management.MBeanServer;
import org.jspecify.annotations.Nullable;

/**
 * Readiness for load balancers, open to everyone: {@code /slackwater/ready} for the server, {@code
 * /slackwater/ready/{application}} for one application, where the name is all the rest of the path. 200 while serving, else
 * 503; with {@code ?draining=404} an announced or ongoing drain is 404 and the rest stays 503.
 *
 * <p>GET and HEAD only. Never creates a session.
 */
@WebServlet(name = "slackwater-readiness", urlPatterns = "/ready/*", loadOnStartup = 1)
public class ReadinessServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final String DRAINING = "draining";
    private static final Set<String> READING = Set.of("GET", "HEAD");

    /** Not {@code doGet}: {@link HttpServlet} answers other methods with an HTML page, and TRACE with the headers it got. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Responses.protect(response);
        if (!READING.contains(request.getMethod())) {
            response.setHeader("Allow", "GET, HEAD");
            new Problem(405, "method: %s (expected GET or HEAD)".formatted(Shown.of(request.getMethod())))
                    .send(response);
            return;
        }
        String draining = request.getParameter(DRAINING);
        if (draining != null && !draining.equals("404")) {
            new Problem(400, "%s: %s (expected 404)".formatted(DRAINING, Shown.of(draining))).send(response);
            return;
        }
        Readiness readiness = of(request.getPathInfo());
        byte[] body = readiness.toJson().getBytes(StandardCharsets.UTF_8);
        response.setStatus(readiness.status(draining != null));
        response.setContentType("application/json");
        response.setContentLength(body.length);
        if (request.getMethod().equals("GET")) {
            response.getOutputStream().write(body);
        }
    }

    private static Readiness of(@Nullable String pathInfo) {
        MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();
        return pathInfo == null || pathInfo.equals("/")
                ? Readiness.ofServer(mbeans)
                : Readiness.ofApplication(mbeans, pathInfo.substring(1));
    }
}
