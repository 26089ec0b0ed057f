package io.github.slackwater.ejb.wildfly;

import io.github.slackwater.core.ApplicationLifecycle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jboss.msc.service.ServiceController;
import org.jboss.msc.service.ServiceName;
import org.jboss.msc.service.ServiceRegistry;
import org.jspecify.annotations.Nullable;

/** The services of WildFly's that make up a deployment. */
final class DeploymentServices {

    /** {@code org.wildfly.undertow.deployment.<server>.<host>.<context path>}. */
    private static final ServiceName WEB = ServiceName.of("org", "wildfly", "undertow", "deployment");

    /** {@code jboss.deployment.unit.<archive>}; those of the modules in an EAR are called {@code subunit}. */
    private static final ServiceName UNITS = ServiceName.of("jboss", "deployment", "unit");

    /** WildFly has it up when all components of the deployment are. */
    private static final String COMPLETE = "deploymentCompleteService";

    /** What it is made of. */
    private static final String CONTENT = "contents";

    private final ServiceRegistry services;

    DeploymentServices(ServiceRegistry services) {
        this.services = services;
    }

    /** The service that holds the context of a web application; null where there is none. */
    @Nullable
    ServiceController<?> web(String application) {
        for (ServiceName name : services.getServiceNames()) {
            if (WEB.isParentOf(name)
                    && name.length() == WEB.length() + 3
                    && ApplicationLifecycle.nameOf(name.getSimpleName()).equals(application)) {
                return services.getService(name);
            }
        }
        return null;
    }

    /** The same of one host; a context path has its slash. */
    @Nullable
    ServiceController<?> web(String server, String host, String contextPath) {
        return services.getService(WEB.append(server, host, contextPath));
    }

    /**
     * The top service of the deployment that a service is part of, an EAR for example; null where it is part of none. All
     * deployments are in turn part of the server's management.
     */
    static @Nullable ServiceController<?> top(ServiceController<?> part) {
        for (ServiceController<?> outer = part; outer != null; outer = outer.getParent()) {
            if (unitName(outer) != null) {
                return outer;
            }
        }
        return null;
    }

    /** The name of a deployment, from its top service. */
    static String nameOf(ServiceController<?> top) {
        ServiceName unit = unitName(top);
        if (unit == null) {
            throw new IllegalArgumentException(top + ": no unit of a deployment");
        }
        return unit.getSimpleName();
    }

    private static @Nullable ServiceName unitName(ServiceController<?> service) {
        for (ServiceName name : service.provides()) {
            if (UNITS.isParentOf(name) && name.length() == UNITS.length() + 1) {
                return name;
            }
        }
        return null;
    }

    /** The service that is up when the deployment is complete; null where this server has none. */
    @Nullable
    ServiceController<?> completion(ServiceController<?> top) {
        return services.getService(UNITS.append(nameOf(top), COMPLETE));
    }

    /**
     * Whether a deployment goes for good, once a service of it is being stopped. {@code :full-replace-deployment} removes the
     * content first, and only when everything has begun to stop, the top service as well (WildFly Core,
     * {@code DeploymentHandlerUtil.replace}).
     */
    BooleanSupplier departure(ServiceController<?> top) {
        ServiceController<?> content = services.getService(UNITS.append(nameOf(top), CONTENT));
        return () -> isGoing(top) || (content != null && isGoing(content));
    }

    private static boolean isGoing(ServiceController<?> service) {
        return service.getMode() == ServiceController.Mode.REMOVE;
    }

    /** The names of all services of a deployment that are up, or are about to come up. */
    Collection<ServiceName> parts(ServiceController<?> top) {
        List<ServiceName> parts = new ArrayList<>();
        for (ServiceName name : services.getServiceNames()) {
            ServiceController<?> service = services.getService(name);
            if (service != null && isComing(service) && top(service) == top) {
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
