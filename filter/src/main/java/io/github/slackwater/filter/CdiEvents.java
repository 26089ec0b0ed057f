package io.github.slackwater.filter;

import io.github.slackwater.core.LifecycleEvents;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the application's own CDI container, when the application starts: later, on a thread of ours, neither {@code
 * java:comp} nor {@code CDI.current()} knows whose call it is.
 */
final class CdiEvents {

    private static final System.Logger LOG = System.getLogger(CdiEvents.class.getName());

    private CdiEvents() {}

    /**
     * For the application that is starting on the calling thread.
     *
     * @return null where the application has no CDI container, or the server knows no CDI at all
     */
    static @Nullable LifecycleEvents find(ClassLoader application) {
        try {
            BeanManager beans = beanManager();
            return beans == null ? null : new LifecycleEvents(beans.getEvent()::fire, application);
        } catch (LinkageError e) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: no CDI events, the server has no CDI API", e);
            return null;
        }
    }

    /** Jakarta CDI 4.0, section "Obtaining a reference to the CDI container": JNDI names the component's own. */
    @SuppressWarnings("BanJNDI") // a constant name, which the component's own naming context answers
    private static @Nullable BeanManager beanManager() {
        try {
            if (new InitialContext().lookup("java:comp/BeanManager") instanceof BeanManager own) {
                return own;
            }
        } catch (NamingException e) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: java:comp/BeanManager is not there", e);
        }
        try {
            return CDI.current().getBeanManager();
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: no CDI events, the application has no CDI container", e);
            return null;
        }
    }
}
