package io.github.slackwater.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;

/**
 * Gives the server its readiness check. A producer, and no annotation on the check itself: GlassFish, which has no
 * MicroProfile Health, loads every class with a bean-defining annotation, also those that {@code beans.xml} excludes, and
 * warns of one whose interface is missing.
 *
 * <p>Of application scope: when an application goes, TomEE 9.0.0 fails to destroy a check that has no scope of its own, with
 * a stack trace in its log.
 */
@Dependent
public class HealthChecks {

    @Produces
    @Readiness
    @ApplicationScoped
    static HealthCheck readiness() {
        return new ReadinessCheck();
    }
}
