package io.github.slackwater.ejb.wildfly.undertow;

import io.github.slackwater.ejb.ServerGate;
import io.github.slackwater.ejb.wildfly.Guards;
import io.github.slackwater.ejb.wildfly.InServer;
import org.jboss.as.server.CurrentServiceContainer;
import org.jboss.msc.service.ServiceContainer;
import org.jboss.msc.service.ServiceController;
import org.jboss.msc.service.ServiceName;
import org.jspecify.annotations.Nullable;
import org.wildfly.extension.undertow.UndertowService;

/** The gate before every application of this WildFly: on each of its hosts, and on its deployments' way down. */
public final class UndertowGate implements InServer {

    private static final ServiceName UNDERTOW = ServiceName.of("org", "wildfly", "undertow");

    private @Nullable UndertowService undertow;
    private @Nullable GatedHosts hosts;

    /** Found by name. */
    public UndertowGate() {}

    @Override
    public void install(Guards guards, ServerGate gate) {
        UndertowService service = undertow(CurrentServiceContainer.getServiceContainer());
        GatedHosts gated = new GatedHosts(gate, guards);
        undertow = service;
        hosts = gated;
        // First the listener: what comes while the present ones are covered would be missed.
        service.registerListener(gated);
        service.getServers().forEach(gated::onServerStart);
    }

    @Override
    public void remove(boolean gatesStay) {
        if (undertow != null && hosts != null) {
            undertow.unregisterListener(hosts);
            if (!gatesStay) {
                hosts.remove();
            }
        }
    }

    /** There is no other way to it for somebody who is no service himself. */
    @SuppressWarnings("deprecation")
    private static UndertowService undertow(ServiceContainer container) {
        ServiceController<?> controller = container.getService(UNDERTOW);
        if (controller == null || !(controller.getService() instanceof UndertowService service)) {
            throw new IllegalStateException(UNDERTOW.getCanonicalName() + ": "
                    + (controller == null ? "no such service" : controller.getService())
                    + " (expected an UndertowService)");
        }
        return service;
    }
}
