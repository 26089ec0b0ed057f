package io.github.slackwater.web;

import io.github.slackwater.core.ConfigurationSource;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of {@code /slackwater/api}, before JAX-RS sees a request: refuses other sites ({@link CrossSite}), those
 * who may not ({@link Access}), and what a plain HTML form could post.
 *
 * <p>How the role works: {@code web.xml} declares the role and BASIC login but no security constraint, so the readiness
 * paths and a caller with a token need no login. Where an {@code Authorization: Basic} header is there, this filter calls
 * {@link HttpServletRequest#login} and asks {@link HttpServletRequest#isUserInRole}. On Payara, {@code glassfish-web.xml}
 * maps the role to the group of the same name, which exists only once an administrator has put a user into it. So a role that nobody was given never lets anybody in. A caller whom the server has
 * already authenticated in another way (client certificate, single sign-on) needs the role just the same.
 */
@WebFilter(filterName = "slackwater-control-guard", urlPatterns = "/api/*", asyncSupported = true)
public class ControlGuard extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(ControlGuard.class.getName());

    private static final Set<String> HEALTH =
            Set.of("/api/health", "/api/health/live", "/api/health/ready", "/api/health/started");

    private final AtomicBoolean saidThatItIsOff = new AtomicBoolean();
    private transient Access access = new Access(key -> null);

    @Override
    public void init(FilterConfig config) {
        access = new Access(ConfigurationSource.detect());
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Responses.protect(response);
        Problem refusal = isHealth(request.getMethod(), path(request)) ? null : refusal(request);
        if (refusal == null) {
            chain.doFilter(request, response);
            return;
        }
        if (refusal.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"slackwater\"");
        }
        refusal.send(response);
    }

    /** MicroProfile Health is open to everyone; TomEE answers it within the application, other servers elsewhere. */
    static boolean isHealth(String method, String path) {
        return method.equals("GET") && HEALTH.contains(path);
    }

    private static String path(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }

    private @Nullable Problem refusal(HttpServletRequest request) {
        if (CrossSite.isCrossSite(
                request.getHeader("Sec-Fetch-Site"), request.getHeader("Origin"), host(request), request.isSecure())) {
            return new Problem(403, "requests from other sites are refused (expected Origin to name this server)");
        }
        Problem refusal = access.refusal(new RequestCaller(request));
        if (refusal == null) {
            return isForm(request)
                    ? new Problem(
                            415,
                            "Content-Type: %s (expected application/json, or no body and no Content-Type)"
                                    .formatted(
                                            request.getContentType() == null
                                                    ? "none"
                                                    : Shown.of(request.getContentType())))
                    : null;
        }
        if (refusal.status() == HttpServletResponse.SC_FORBIDDEN && saidThatItIsOff.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.INFO, "Slackwater: " + Access.HOW_TO_TURN_ON);
        }
        return refusal;
    }

    /** With HTTP/2 the name may have come as {@code :authority}. */
    private static String host(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return host != null ? host : request.getServerName() + ":" + request.getServerPort();
    }

    /** An HTML form can send three content types, and never this one; JavaScript of another site has to ask first. */
    static boolean isForm(HttpServletRequest request) {
        if (!request.getMethod().equals("POST")) {
            return false;
        }
        String type = request.getContentType();
        if (type == null) {
            return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        }
        int parameters = type.indexOf(';');
        String plain = parameters < 0 ? type : type.substring(0, parameters);
        return !plain.strip().toLowerCase(Locale.ROOT).equals("application/json");
    }

    private record RequestCaller(HttpServletRequest request) implements Access.Caller {

        @Override
        public boolean isAdmin() {
            return request.isUserInRole(Access.ROLE);
        }

        @Override
        public @Nullable String authorization() {
            return request.getHeader("Authorization");
        }

        /** The identity serves this one decision: nothing of it stays with the request, its thread or a session. */
        @Override
        public boolean isAdmin(String user, String password) {
            if (request.getUserPrincipal() != null) {
                return false;
            }
            try {
                request.login(user, password);
            } catch (ServletException e) {
                LOG.log(System.Logger.Level.DEBUG, "Slackwater: login refused by the server", e);
                return false;
            }
            try {
                return request.isUserInRole(Access.ROLE);
            } finally {
                logout();
            }
        }

        private void logout() {
            try {
                request.logout();
            } catch (ServletException e) {
                LOG.log(System.Logger.Level.DEBUG, "Slackwater: the server could not log out a user", e);
            }
        }
    }
}
