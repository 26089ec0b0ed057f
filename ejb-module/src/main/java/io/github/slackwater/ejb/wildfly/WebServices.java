package io.github.slackwater.ejb.wildfly;

import io.github.slackwater.core.ApplicationLifecycle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jboss.msc.service.ServiceController;
import org.jboss.msc.service.ServiceName;
import org.jboss.msc.service.ServiceRegistry;
import org.jspecify.annotations.Nullable;

/** The services of WildFly's that make up a deployment. */
final class WebServices {

    /** {@code org.wildfly.undertow.deployment.<server>.<host>.<context path>}. */
    private static final ServiceName DEPLOYMENTS = ServiceName.of("org", "wildfly", "undertow", "deployment");

    /** {@code jboss.deployment.unit.<archive>}; those of the modules in an EAR are called {@code subunit}. */
    private static final ServiceName UNITS = ServiceName.of("jboss", "deployment", "unit");

    private final ServiceRegistry services;

    WebServices(ServiceRegistry services) {
        this.services = services;
    }

    /** The service that holds the context of a web application; null where there is none. */
    @Nullable
    ServiceController<?> of(String application) {
        for (ServiceName name : services.getServiceNames()) {
            if (DEPLOYMENTS.isParentOf(name)
                    && name.length() == DEPLOYMENTS.length() + 3
                    && ApplicationLifecycle.nameOf(name.getSimpleName()).equals(application)) {
                return services.getService(name);
            }
        }
        return null;
    }

    /**
     * The deployment that a service is part of, as an administrator sees it; null where it is part of none. All deployments
     * are in turn part of the server's management.
     */
    static @Nullable ServiceController<?> deployment(ServiceController<?> part) {
        for (ServiceController<?> outer = part; outer != null; outer = outer.getParent()) {
            if (outer.provides().stream().anyMatch(WebServices::isDeployment)) {
                return outer;
            }
        }
        return null;
    }

    private static boolean isDeployment(ServiceName name) {
        return UNITS.isParentOf(name) && name.length() == UNITS.length() + 1;
    }

    /** The names of all services of a deployment that are up, or are about to come up. */
    Collection<ServiceName> parts(ServiceController<?> deployment) {
        List<ServiceName> parts = new ArrayList<>();
        for (ServiceName name : services.getServiceNames()) {
            ServiceController<?> service = services.getService(name);
            if (service != null && isComing(service) && deployment(service) == deployment) {
                parts.add(name);
            }
        }
        return parts;
    }

    /** To depend on one that nobody has asked for would start it; on one that cannot start would be in vain. */
    private static boolean isComing(ServiceController<?> service) {
        return switch (service.getState()) {
            case UP, STARTING -> true;
            case DOWN ->
                service.getMode() == ServiceController.Mode.ACTIVE
                        && service.missing().isEmpty();
            default -> false;
        };
    }
}
