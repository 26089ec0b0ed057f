package io.github.slackwater.filter;

import io.github.slackwater.core.ApplicationLifecycle;
import jakarta.servlet.ServletContext;

/** Which applications are covered, and by what name. */
final class Coverage {

    /** The context parameter by which an application is left alone. */
    static final String PARAMETER = "io.github.slackwater.covered";

    /** GlassFish and Payara run their own consoles on this virtual server: a drain must not lock the administrator out. */
    private static final String ADMINISTRATION = "__asadmin";

    private static final System.Logger LOG = System.getLogger(Coverage.class.getName());

    private Coverage() {}

    /** Whether this application is covered: unless it says otherwise, or belongs to the server's administration. */
    static boolean of(ServletContext context) {
        String value = context.getInitParameter(PARAMETER);
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

    static String name(ServletContext context) {
        return ApplicationLifecycle.nameOf(context.getContextPath());
    }
}
