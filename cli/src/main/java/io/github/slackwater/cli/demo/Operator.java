package io.github.slackwater.cli.demo;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.rig.RunningServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import javax.management.InstanceNotFoundException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A connection to the server's MBean, as JConsole has one. */
final class Operator implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Operator.class.getName());

    private final JMXConnector connector;
    private final LifecycleMXBean lifecycle;

    private Operator(JMXConnector connector, LifecycleMXBean lifecycle) {
        this.connector = connector;
        this.lifecycle = lifecycle;
    }

    @SuppressWarnings("BanJNDI") // The address is the demo's own server on this machine.
    static Operator connect(RunningServer server) {
        try {
            Map<String, Object> environment = new HashMap<>(server.jmxEnvironment());
            environment.put(JMXConnector.CREDENTIALS, new String[] {server.adminUser(), server.adminPassword()});
            JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(server.jmxUrl()), environment);
            return new Operator(connector, LifecycleMBeans.server(connector.getMBeanServerConnection()));
        } catch (InstanceNotFoundException e) {
            throw new DemoFailure("slackwater: deployed, but " + e.getMessage() + " is not there", e);
        } catch (IOException e) {
            throw new DemoFailure(server.jmxUrl() + ": no JMX connection: " + e.getMessage(), e);
        }
    }

    LifecycleMXBean lifecycle() {
        return lifecycle;
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The server closed the connection before", e);
        }
    }
}
