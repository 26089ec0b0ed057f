package io.github.slackwater.ejb;

import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.ConfigurationSource;
import io.github.slackwater.core.LifecycleEvents;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts Slackwater once in a deployment, whoever asks first: the singleton, or the web module on a server that creates no
 * EJBs (WildFly's standalone-microprofile.xml says nothing about them, and goes on). Any thread may call.
 */
public final class Bootstrap implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Bootstrap.class.getName());

    /** The one who came first. The modules of a deployment share this class; another deployment has a copy of its own. */
    private static @Nullable Bootstrap first;

    private @Nullable Running running;

    private Bootstrap() {}

    /**
     * Starts Slackwater with the class loader of the module that is starting on the calling thread, unless this deployment
     * has asked for it before. Where another deployment runs it already, this one stays idle and says so in the log.
     *
     * @param fire fires an event in the module's CDI container
     * @return to be closed by the caller when its module ends: it ends what this call has started, and no more
     * @throws IllegalStateException if the MBean server refuses; nothing is left behind then
     */
    public static Bootstrap start(Consumer<Object> fire) {
        synchronized (Bootstrap.class) {
            Bootstrap caller = new Bootstrap();
            if (first == null) {
                caller.run(fire);
                first = caller;
            }
            return caller;
        }
    }

    private void run(Consumer<Object> fire) {
        // The module's own loader, which is the context loader only now: not on the threads that do the work later.
        ClassLoader module = Thread.currentThread().getContextClassLoader();
        try {
            Configuration configuration = Configuration.read(ConfigurationSource.detect(), null);
            running = Running.start(
                    ManagementFactory.getPlatformMBeanServer(),
                    configuration,
                    ServerAdapters.choose(
                            Bootstrap.class.getClassLoader(),
                            configuration.settings().serverGate()),
                    new LifecycleEvents(fire, module));
        } catch (SecondCopyException e) {
            LOG.log(System.Logger.Level.WARNING, e.getMessage());
        }
    }

    /** Repeating it is harmless. */
    @Override
    public void close() {
        synchronized (Bootstrap.class) {
            if (running != null) {
                running.close();
            }
            if (first == this) {
                first = null;
            }
        }
    }
}
