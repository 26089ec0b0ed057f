package io.github.slackwater.it.broken;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** An application with this in it cannot be deployed, which shows only when all of it has been prepared. */
@WebListener
public final class FailingStart implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        throw new IllegalStateException("this version does not start, as the test wants it");
    }
}
