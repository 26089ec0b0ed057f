package io.github.slackwater.ejb.wildfly;

import org.jboss.msc.service.ServiceActivator;
import org.jboss.msc.service.ServiceActivatorContext;
import org.jboss.msc.service.ServiceRegistry;
import org.jspecify.annotations.Nullable;

/**
 * WildFly finds it by {@code META-INF/services} and calls it while it deploys us, before the singleton starts. That file is
 * also why the classes of its service container are visible to us, without a private module and the warning for it.
 */
public final class ServiceAccess implements ServiceActivator {

    /** Of the class loader of this very deployment, as the singleton is. */
    private static volatile @Nullable ServiceRegistry registry;

    /** Called by WildFly. */
    public ServiceAccess() {}

    @Override
    public void activate(ServiceActivatorContext context) {
        registry = context.getServiceRegistry();
    }

    /** @throws IllegalStateException if WildFly has not called */
    static ServiceRegistry services() {
        ServiceRegistry known = registry;
        if (known == null) {
            throw new IllegalStateException("WildFly has not called " + ServiceAccess.class.getName());
        }
        return known;
    }
}
