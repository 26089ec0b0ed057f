package io.github.slackwater.ejb.wildfly;

import io.github.slackwater.core.ApplicationListener;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.State;
import io.github.slackwater.core.SystemTimekeeper;
import io.github.slackwater.core.jmx.ApplicationMBeans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import org.jspecify.annotations.Nullable;

/**
 * Has the balancers of WildFly's mod_cluster look away from each application that does not serve, and look at it again when it does.
 * They ask nobody for readiness: they are told, by mod_cluster in the node. Does nothing where WildFly has no such subsystem.
 *
 * <p>Only what a balancer has enabled is turned away, and only what was turned away is enabled again: what an administrator has
 * excluded or disabled stays so. Since mod_cluster enables by itself what is deployed, and everything when a balancer comes back, it is
 * looked after every second until all applications serve.
 */
final class ModCluster implements ApplicationListener, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ModCluster.class.getName());

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final MBeanServer mbeans;
    private final Map<String, LifecycleMXBean> applications = new ConcurrentHashMap<>();

    /** Its own: a balancer that does not answer keeps its thread waiting. */
    private final SystemTimekeeper time = new SystemTimekeeper("slackwater-mod-cluster");

    /** Touched by the timekeeper's thread only, as is the next. */
    private final Set<TurnedAway> turnedAway = new HashSet<>();

    private Runnable cancelNext = () -> {};
    private @Nullable ApplicationMBeans watch;

    private ModCluster(MBeanServer mbeans) {
        this.mbeans = mbeans;
    }

    /** @throws IllegalStateException if the MBean server refuses to tell of the applications */
    static ModCluster follow(MBeanServer mbeans) {
        ModCluster modCluster = new ModCluster(mbeans);
        try {
            modCluster.watch = ApplicationMBeans.watch(mbeans, modCluster);
            return modCluster;
        } catch (JMException e) {
            throw new IllegalStateException("no listener to the MBeans of applications", e);
        }
    }

    @Override
    public void joined(String application, LifecycleMXBean operations) {
        applications.put(application, operations);
        lookNow();
    }

    @Override
    public void changed(String application, State state) {
        lookNow();
    }

    @Override
    public void gone(String application) {
        applications.remove(application);
        lookNow();
    }

    private void lookNow() {
        Runnable unused = time.after(Duration.ZERO, this::look);
    }

    private void look() {
        cancelNext.run();
        turnedAway.removeIf(one -> !applications.containsKey(one.application()));
        boolean allServe = true;
        for (ModClusterProxy proxy : ModClusterProxy.all(mbeans)) {
            List<String> away = new ArrayList<>();
            for (Map.Entry<String, LifecycleMXBean> application : applications.entrySet()) {
                if (serves(application.getValue())) {
                    turnBack(new TurnedAway(proxy, application.getKey()));
                } else {
                    away.add(application.getKey());
                }
            }
            if (!away.isEmpty()) {
                allServe = false;
                turnAway(proxy, away);
            }
        }
        if (!allServe) {
            cancelNext = time.after(AGAIN, this::look);
        }
    }

    /** Said of one that has just gone as well: there is nothing to be turned away from. */
    private static boolean serves(LifecycleMXBean application) {
        try {
            return application.getState() == State.SERVING;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: an application has gone", e);
            return true;
        }
    }

    private void turnAway(ModClusterProxy proxy, List<String> names) {
        String node = proxy.node();
        List<ProxyInfo> balancers = proxy.balancers();
        for (String name : names) {
            TurnedAway one = new TurnedAway(proxy, name);
            if (balancers.stream().anyMatch(balancer -> balancer.isEnabled(node, one.contextPath()))) {
                LOG.log(System.Logger.Level.INFO, "Slackwater: mod_cluster looks away from {0}", one.contextPath());
                turnedAway.add(one);
                proxy.stop(one.contextPath());
            }
        }
    }

    private void turnBack(TurnedAway one) {
        if (turnedAway.remove(one)) {
            LOG.log(System.Logger.Level.INFO, "Slackwater: mod_cluster looks at {0} again", one.contextPath());
            one.proxy().enable(one.contextPath());
        }
    }

    /** With a last look, so that nothing that serves stays turned away. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        lookNow();
        time.close();
    }

    /** @param application its name */
    private record TurnedAway(ModClusterProxy proxy, String application) {
        String contextPath() {
            return application.equals("ROOT") ? "/" : "/" + application;
        }
    }
}
