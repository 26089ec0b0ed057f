package io.github.slackwater.ejb;

import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.ConfigurationSource;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Starts Slackwater with its deployment, and ends it with it.
 *
 * <p>Concurrency is managed by the bean: a container's lock, held by one who waits for a drain, would block everybody
 * else.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class SlackwaterBean {

    @Inject
    Event<Object> events;

    private @Nullable Running running;

    @PostConstruct
    void start() {
        // The module's own loader, which is the context loader only now: not on the threads that do the work later.
        ClassLoader module = Thread.currentThread().getContextClassLoader();
        running = Running.start(
                ManagementFactory.getPlatformMBeanServer(),
                Configuration.read(ConfigurationSource.detect(), null),
                ServerAdapters.choose(SlackwaterBean.class.getClassLoader()),
                new CdiEvents(events::fire, module));
    }

    @PreDestroy
    void stop() {
        if (running != null) {
            running.close();
        }
    }
}
