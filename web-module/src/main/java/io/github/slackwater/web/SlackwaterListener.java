package io.github.slackwater.web;

import io.github.slackwater.ejb.Bootstrap;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.jspecify.annotations.Nullable;

/**
 * Starts Slackwater with its web module where the singleton has not: on a server without EJBs. {@code application.xml} asks
 * for the modules in order, the singleton's first.
 */
@WebListener
public class SlackwaterListener implements ServletContextListener {

    @Inject
    Event<Object> events;

    private @Nullable Bootstrap started;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        started = Bootstrap.start(events::fire);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (started != null) {
            started.close();
        }
    }
}
