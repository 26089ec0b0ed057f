package io.github.slackwater.ejb;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
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

    private @Nullable Bootstrap started;

    @PostConstruct
    void start() {
        started = Bootstrap.start(events::fire);
    }

    @PreDestroy
    void stop() {
        if (started != null) {
            started.close();
        }
    }
}
