package io.github.slackwater.web;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;

/** The operations of this JVM's server and applications, or a {@link Problem} that says what there is. */
final class Lifecycles {

    private Lifecycles() {}

    static LifecycleMXBean server() {
        try {
            return LifecycleMBeans.server(mbeans());
        } catch (InstanceNotFoundException e) {
            throw new ProblemException(
                    new Problem(503, "Slackwater has not started: no MBean " + LifecycleMBeans.SERVER));
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    static LifecycleMXBean application(String name) {
        try {
            return LifecycleMBeans.application(mbeans(), name);
        } catch (InstanceNotFoundException e) {
            throw new ProblemException(Problem.unknownApplication(name, names()));
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    private static Set<String> names() {
        try {
            return LifecycleMBeans.applications(mbeans()).keySet();
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    private static MBeanServer mbeans() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    /** The MBean server of one's own JVM is reached without input or output. */
    private static UncheckedIOException impossible(IOException e) {
        return new UncheckedIOException(e);
    }
}
