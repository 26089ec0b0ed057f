package io.github.slackwater.filter;

import io.github.slackwater.core.ActiveRequest;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The gate in front of one application. It stands first in the chain, and counts a request once: when it comes.
 *
 * <p>Forwards, includes and error pages are part of the request they serve. An asynchronous dispatch is neither counted
 * nor refused; it only tells which thread works on the request now.
 *
 * <p>At a WebSocket upgrade the filters return and the request has ended for them (Jakarta Servlet 6.0, section 2.3.3.5):
 * the handshake is counted, the session that follows is not.
 */
public final class DrainFilter implements Filter, ServletContextListener {

    /**
     * Marks a request that is counted already: by another copy of this jar, of whichever class loader, or by a gate of the
     * server. The value is {@link Boolean#TRUE}, so that nothing of ours is held by a request.
     */
    static final String COUNTED = "io.github.slackwater.counted";

    /** Where this very filter, and no other copy, finds the passage of a request that went asynchronous. */
    private final String passageAttribute =
            DrainFilter.class.getName() + ".passage@" + Integer.toHexString(System.identityHashCode(this));

    private volatile @Nullable CoveredApplication application;

    /** Called by {@link DrainFilterInitializer}, or by the container for a filter that {@code web.xml} declares. */
    public DrainFilter() {}

    /** Undertow, and WildFly by default, initialize a filter with its first request: an idle application drains, too. */
    @Override
    public void contextInitialized(ServletContextEvent event) {
        open(event.getServletContext());
    }

    @Override
    public void init(FilterConfig config) {
        open(config.getServletContext());
    }

    private synchronized void open(ServletContext context) {
        CoveredApplication covered = application;
        if ((covered == null || covered.isClosed()) && Coverage.of(context)) {
            application = CoveredApplication.start(context);
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        CoveredApplication covered = application;
        if (covered == null
                || !(request instanceof HttpServletRequest http)
                || !(response instanceof HttpServletResponse answer)) {
            chain.doFilter(request, response);
        } else if (http.getDispatcherType() == DispatcherType.ASYNC) {
            goOn(http, answer, chain);
        } else if (http.getDispatcherType() != DispatcherType.REQUEST
                || http.getAttribute(COUNTED) != null
                || covered.isExempt(http)) {
            chain.doFilter(http, answer);
        } else {
            admit(covered, http, answer, chain);
        }
    }

    private void admit(
            CoveredApplication covered, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ActiveRequest permit = covered.lifecycle().enter(request.getMethod(), RequestPath.of(request));
        if (permit == null) {
            covered.refusal().write(request, response);
            return;
        }
        Passage passage = new Passage(covered, permit, request, response, passageAttribute);
        try {
            request.setAttribute(COUNTED, true);
            passage.announce();
            chain.doFilter(passage.watched(request), response);
        } finally {
            passage.leaveFirstDispatch();
        }
    }

    private void goOn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request.getAttribute(passageAttribute) instanceof Passage passage)) {
            chain.doFilter(request, response);
            return;
        }
        AsyncCycle cycle = passage.enterAsyncDispatch();
        try {
            chain.doFilter(passage.watched(request), response);
        } finally {
            passage.leaveAsyncDispatch(cycle);
        }
    }

    /**
     * Waits for the requests in flight. This is the earliest moment of an application's end that the specification offers;
     * servers take no new requests for it by then, but JNDI, CDI and the class loader still serve those in flight. Servlets
     * may have been destroyed before: a container waits for those in {@code service()}, for a time of its own.
     */
    @Override
    public void destroy() {
        close();
    }

    /** Comes after {@link #destroy}, or instead of it where the filter was never initialized. */
    @Override
    public void contextDestroyed(ServletContextEvent event) {
        close();
    }

    private void close() {
        CoveredApplication covered = application;
        if (covered != null) {
            covered.close();
        }
    }
}
