package io.github.slackwater.cli;

import io.github.slackwater.core.ActiveRequest;
import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.ServerLifecycle;
import io.github.slackwater.core.Timekeeper;
import io.github.slackwater.core.jmx.ApplicationMBeans;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.core.jmx.Registration;
import java.util.Map;
import java.util.Objects;
import javax.management.JMException;
import javax.management.MBeanServer;

/** A server with one application, {@code shop}, as the EAR and the filter publish them; without a lame duck. */
final class DrainableServer implements AutoCloseable {

    final ServerLifecycle server;
    final ApplicationLifecycle shop;
    private final ApplicationMBeans watcher;
    private final Registration serverBean;
    private final Registration shopBean;

    DrainableServer(MBeanServer mbeans, Timekeeper time) throws JMException {
        this(mbeans, time, 0);
    }

    DrainableServer(MBeanServer mbeans, Timekeeper time, int lameDuckSeconds) throws JMException {
        Map<String, String> keys = Map.of(
                "slackwater.lame-duck.min-seconds", Integer.toString(lameDuckSeconds),
                "slackwater.lame-duck.max-seconds", Integer.toString(lameDuckSeconds));
        server = new ServerLifecycle(Configuration.read(keys::get, null), "portable", time);
        shop = new ApplicationLifecycle("shop", Configuration.read(keys::get, "shop"), "portable", time);
        watcher = ApplicationMBeans.watch(mbeans, server);
        serverBean = LifecycleMBeans.register(mbeans, LifecycleMBeans.SERVER, server);
        shopBean = LifecycleMBeans.register(mbeans, LifecycleMBeans.application("shop"), shop);
    }

    /** A request that is now in flight, on the calling thread. */
    ActiveRequest request(String path) {
        return Objects.requireNonNull(shop.enter("GET", path), "the gate is closed");
    }

    /** As an undeploy of the EAR, or a server without it: the application is still covered. */
    void withdrawServer() {
        serverBean.close();
    }

    @Override
    public void close() {
        serverBean.close();
        shopBean.close();
        watcher.close();
        server.close();
        shop.close();
    }
}
