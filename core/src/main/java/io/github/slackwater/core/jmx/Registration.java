package io.github.slackwater.core.jmx;

import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanRegistrationException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** An MBean of ours that is published until this is closed. */
public final class Registration implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Registration.class.getName());

    private final MBeanServer server;
    private final ObjectName name;
    private final LifecycleMBean mbean;

    Registration(MBeanServer server, ObjectName name, LifecycleMBean mbean) {
        this.server = server;
        this.name = name;
        this.mbean = mbean;
    }

    /** Takes the MBean back, unless a newer one has its name. Repeating it is harmless. */
    @Override
    public void close() {
        mbean.close();
        try {
            // The newer version of an application may have registered under the same name before the old one went.
            if (mbean.instance().equals(server.getAttribute(name, LifecycleMBean.INSTANCE))) {
                server.unregisterMBean(name);
            }
        } catch (InstanceNotFoundException | MBeanRegistrationException gone) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: MBean {0} was already gone", name);
        } catch (JMException e) {
            LOG.log(System.Logger.Level.WARNING, "Slackwater: MBean " + name + " could not be taken back", e);
        }
    }
}
