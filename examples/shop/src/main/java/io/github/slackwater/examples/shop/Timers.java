package io.github.slackwater.examples.shop;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The threads that finish asynchronous requests: the server's own, or the shop's where the server has none. */
@WebListener
public class Timers implements ServletContextListener {
    private static final String KEY = Timers.class.getName();
    private static final String MANAGED = "java:comp/DefaultManagedScheduledExecutorService";

    static ScheduledExecutorService of(ServletContext context) {
        return (ScheduledExecutorService) context.getAttribute(KEY);
    }

    @Override
    @SuppressWarnings(
            "BanJNDI") // The name is a constant, and the standard way to what may be absent: @Resource would fail.
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        try {
            context.setAttribute(KEY, InitialContext.<ScheduledExecutorService>doLookup(MANAGED));
        } catch (NamingException e) {
            context.log(MANAGED + ": not on this server, the shop uses two threads of its own");
            ScheduledExecutorService own = Executors.newScheduledThreadPool(2);
            context.setAttribute(KEY, own);
            context.setAttribute(KEY + ".own", own);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (event.getServletContext().getAttribute(KEY + ".own") instanceof ScheduledExecutorService own) {
            own.shutdownNow();
        }
    }
}
