package io.github.slackwater.ejb;

import io.github.slackwater.ejb.wildfly.ServiceAccess;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jboss.msc.Service;
import org.jboss.msc.service.ServiceActivatorContext;
import org.jboss.msc.service.ServiceBuilder;
import org.jboss.msc.service.ServiceContainer;
import org.jboss.msc.service.ServiceController;
import org.jboss.msc.service.ServiceName;
import org.jboss.msc.service.ServiceRegistry;
import org.jboss.msc.service.ServiceTarget;
import org.jboss.msc.service.StartContext;
import org.jboss.msc.service.StopContext;

/** A service container with deployments in it as WildFly has them: a unit, and as parts of it its web service and others. */
final class WildFlyServices {

    private static final int LONGEST_SECONDS = 20;

    private final CompletableFuture<ServiceTarget> management = new CompletableFuture<>();
    private final ServiceContainer container = ServiceContainer.Factory.create("test", 2, 1, TimeUnit.SECONDS);

    /** As WildFly does it before it starts the singleton. All deployments are part of its management. */
    void activate() {
        install(container, ServiceName.of("jboss", "as", "server-controller"), new Service() {
            @Override
            public void start(StartContext context) {
                management.complete(context.getChildTarget());
            }

            @Override
            public void stop(StopContext context) {}
        });
        new ServiceAccess().activate(new ServiceActivatorContext() {
            @Override
            public ServiceTarget getServiceTarget() {
                return container;
            }

            @Override
            public ServiceRegistry getServiceRegistry() {
                return container;
            }
        });
    }

    /**
     * Deploys an application, and blocks until it is up.
     *
     * @param register what its filter does when its context starts
     */
    void deploy(String application, Runnable register) throws Exception {
        install(management.get(), unit(application), new Service() {
            @Override
            public void start(StartContext context) {
                install(context.getChildTarget(), part(application), new Part(() -> {}));
                install(context.getChildTarget(), web(application), new Part(register));
            }

            @Override
            public void stop(StopContext context) {}
        });
        awaitStability();
    }

    /** Whether the application's context is still there. */
    boolean serves(String application) {
        return isUp(web(application)) && isUp(part(application));
    }

    /** Begins what an administrator's undeployment does. */
    void beginUndeploy(String application) {
        container.getRequiredService(unit(application)).setMode(ServiceController.Mode.REMOVE);
    }

    /** Begins the restart of one part, such as a data source that an application needs. */
    void beginStopOfPart(String application) {
        container.getRequiredService(part(application)).setMode(ServiceController.Mode.NEVER);
    }

    void awaitStability() throws Exception {
        if (!container.awaitStability(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException("the services are not at rest after " + LONGEST_SECONDS + " s");
        }
    }

    long guards() {
        return container.getServiceNames().stream()
                .filter(name -> ServiceName.of("slackwater", "guard").isParentOf(name))
                .filter(this::isUp)
                .count();
    }

    void shutdown() throws Exception {
        container.shutdown();
        container.awaitTermination(LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    private boolean isUp(ServiceName name) {
        ServiceController<?> service = container.getService(name);
        return service != null && service.getState() == ServiceController.State.UP;
    }

    private static ServiceName unit(String application) {
        return ServiceName.of("jboss", "deployment", "unit", application + ".war");
    }

    private static ServiceName part(String application) {
        return unit(application).append("component", "Stock", "START");
    }

    private static ServiceName web(String application) {
        return ServiceName.of(
                "org", "wildfly", "undertow", "deployment", "default-server", "default-host", "/" + application);
    }

    private static void install(ServiceTarget target, ServiceName name, Service service) {
        ServiceBuilder<?> builder = target.addService();
        Consumer<Service> unused = builder.provides(name);
        builder.setInstance(service).install();
    }

    private record Part(Runnable whenItStarts) implements Service {
        @Override
        public void start(StartContext context) {
            whenItStarts.run();
        }

        @Override
        public void stop(StopContext context) {}
    }
}
