package io.github.slackwater.filter;

import io.github.slackwater.core.ApplicationLifecycle;
import jakarta.servlet.Registration;
import jakarta.servlet.ServletContext;

/** Which applications are covered, and by what name. */
final class Coverage {

    /** The context parameter by which an application is left alone. */
    static final String PARAMETER = "io.github.slackwater.covered";

    /** GlassFish and Payara run their own consoles on this virtual server: a drain must not lock the administrator out. */
    private static final String ADMINISTRATION = "__asadmin";

    /**
     * What an OSGi server gives to an application that is itself a bundle (OSGi Compendium Release 8, section 128.6.1).
     * Open Liberty's own are such, and MicroProfile Health is one of them: liveness must not be refused by a drain.
     */
    private static final String BUNDLE = "osgi-bundlecontext";

    /** The package of Tomcat's manager and host manager, which are applications like others. */
    private static final String MANAGER = "org.apache.catalina.manager.";

    /** Open Liberty's name for a deployment, as its MBeans have it; {@code java:app/AppName} is another one there. */
    private static final String DEPLOYMENT = "com.ibm.websphere.servlet.enterprise.application.name";

    private static final System.Logger LOG = System.getLogger(Coverage.class.getName());

    private Coverage() {}

    /** Whether this application is covered: unless it says otherwise, or is a part of the server. */
    static boolean of(ServletContext context) {
        String value = context.getInitParameter(PARAMETER);
        if (value == null && context.getAttribute(BUNDLE) != null) {
            return false;
        }
        if (value == null || value.strip().equalsIgnoreCase("true")) {
            return !ADMINISTRATION.equals(context.getVirtualServerName());
        }
        if (!value.strip().equalsIgnoreCase("false")) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Slackwater: {0}: context parameter {1}: {2} (expected true or false); true applies",
                    name(context),
                    PARAMETER,
                    value);
            return true;
        }
        return false;
    }

    /**
     * Whether this is an application by which the administrator deploys others, and which does not say that it is covered.
     * Only for an initializer: a listener that was added by a program may not ask for servlets.
     */
    static boolean isManager(ServletContext context) {
        return context.getInitParameter(PARAMETER) == null
                && context.getServletRegistrations().values().stream()
                        .map(Registration::getClassName)
                        .anyMatch(type -> type != null && type.startsWith(MANAGER));
    }

    static String name(ServletContext context) {
        return ApplicationLifecycle.nameOf(context.getContextPath());
    }

    /** The server's name for the deployment; empty on a server whose adapter knows without being told. */
    static String deployment(ServletContext context) {
        return context.getAttribute(DEPLOYMENT) instanceof String name ? name : "";
    }
}
