package io.github.slackwater.web;

import io.github.slackwater.core.jmx.Home;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.ejb.Bootstrap;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.management.ManagementFactory;
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
        // Asked first: on a server where the two modules do not share the class, it would not know of the singleton's
        // start.
        String running = LifecycleMBeans.home(ManagementFactory.getPlatformMBeanServer(), LifecycleMBeans.SERVER);
        if (!Home.ofThisCode().equals(running)) {
            started = Bootstrap.start(events::fire);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (started != null) {
            started.close();
        }
    }
}
