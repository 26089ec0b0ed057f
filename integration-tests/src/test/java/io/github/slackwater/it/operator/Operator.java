package io.github.slackwater.it.operator;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.annotation.Annotation;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * Publishes {@link OperatorMBean} for as long as this application is deployed. The commands are those of Payara's {@code
 * org.glassfish.embeddable.CommandRunner}, found by reflection: the tests compile against no server.
 */
@WebListener
public class Operator implements ServletContextListener, OperatorMBean {

    /** The name of the MBean. */
    public static final String NAME = "slackwater.it:type=Operator";

    @Override
    public void contextInitialized(ServletContextEvent event) {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(new StandardMBean(this, OperatorMBean.class, false), new ObjectName(NAME));
        } catch (JMException e) {
            throw new IllegalStateException(NAME + ": cannot be registered", e);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
        } catch (JMException e) {
            throw new IllegalStateException(NAME + ": cannot be unregistered", e);
        }
    }

    @Override
    public String run(String command, String[] arguments) {
        try {
            ClassLoader server = Operator.class.getClassLoader();
            Class<?> runnerType = server.loadClass("org.glassfish.embeddable.CommandRunner");
            Object habitat = server.loadClass("org.glassfish.internal.api.Globals")
                    .getMethod("getDefaultHabitat")
                    .invoke(null);
            Method getService = server.loadClass("org.glassfish.hk2.api.ServiceLocator")
                    .getMethod("getService", Class.class, Annotation[].class);
            Object runner = getService.invoke(habitat, runnerType, new Annotation[0]);
            Object result =
                    runnerType.getMethod("run", String.class, String[].class).invoke(runner, command, arguments);
            Class<?> resultType = server.loadClass("org.glassfish.embeddable.CommandResult");
            return resultType.getMethod("getExitStatus").invoke(result) + "\n"
                    + resultType.getMethod("getOutput").invoke(result);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(command + ": cannot be run", e);
        }
    }
}
