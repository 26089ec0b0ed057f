package io.github.slackwater.filter;

import io.github.slackwater.core.LifecycleListener;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import java.util.function.Consumer;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Fires events in the application's own CDI container, on the timekeeper's thread. The container has to be found when the
 * application starts: on that thread neither {@code java:comp} nor {@code CDI.current()} knows whose call it is.
 */
final class CdiEvents implements Consumer<Object> {

    private static final System.Logger LOG = System.getLogger(CdiEvents.class.getName());

    private final BeanManager beans;
    private final ClassLoader application;

    private CdiEvents(BeanManager beans, ClassLoader application) {
        this.beans = beans;
        this.application = application;
    }

    /**
     * For the application that is starting on the calling thread.
     *
     * @return null where the application has no CDI container, or the server knows no CDI at all
     */
    static @Nullable LifecycleListener find(ClassLoader application) {
        try {
            BeanManager beans = beanManager();
            return beans == null ? null : new DrainEvents(new CdiEvents(beans, application));
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

    @Override
    public void accept(Object event) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(application);
        try {
            beans.getEvent().fire(event);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Slackwater: an observer of " + event + " failed", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
