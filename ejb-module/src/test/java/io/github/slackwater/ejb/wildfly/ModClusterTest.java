package io.github.slackwater.ejb.wildfly;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.SystemTimekeeper;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.core.jmx.Registration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With stand-ins for the MBeans by which WildFly shows its management; {@code BalancersIT} has real ones. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ModClusterTest {

    private static final String ENABLED = "ENABLED";
    private static final String DISABLED = "DISABLED";
    private static final String STOPPED = "STOPPED";

    private final MBeanServer mbeans = MBeanServerFactory.newMBeanServer();
    private final SystemTimekeeper time = new SystemTimekeeper("test");
    private final ApplicationLifecycle shop = new ApplicationLifecycle(
            "shop", Configuration.read(Map.of("slackwater.lame-duck.max-seconds", "0")::get, null), "test", time);
    private final Proxy proxy = new Proxy();
    private Registration registration;
    private ModCluster modCluster;

    @BeforeEach
    void follow() throws JMException {
        registration = LifecycleMBeans.register(mbeans, LifecycleMBeans.application("shop"), shop);
        mbeans.registerMBean(proxy, new ObjectName("jboss.as:subsystem=modcluster,proxy=default"));
        mbeans.registerMBean(
                new Undertow(), new ObjectName("jboss.as:subsystem=undertow,server=one,host=default-host"));
        mbeans.registerMBean(new Undertow(), new ObjectName("jboss.as:subsystem=undertow"));
        modCluster = ModCluster.follow(mbeans);
    }

    @AfterEach
    void end() {
        modCluster.close();
        registration.close();
        shop.close();
        time.close();
    }

    @Test
    void aDrainStopsTheContextAndAResumeEnablesIt() throws Exception {
        shop.bean().beginDrain(60);
        assertThat(proxy.calls.take()).isEqualTo("stop default-host /shop");

        shop.bean().resume();
        assertThat(proxy.calls.take()).isEqualTo("enable default-host /shop");
    }

    /** As mod_cluster does by itself with a new version, and with all when a balancer comes back. */
    @Test
    void whatIsEnabledDuringADrainIsStoppedAgain() throws Exception {
        shop.bean().beginDrain(60);
        assertThat(proxy.calls.take()).startsWith("stop");

        proxy.status = ENABLED;
        assertThat(proxy.calls.take()).isEqualTo("stop default-host /shop");
    }

    @Test
    void whatTheAdministratorHasDisabledStaysSo() throws Exception {
        proxy.status = DISABLED;
        shop.bean().beginDrain(60);
        proxy.asked.take();
        shop.bean().resume();
        modCluster.close();

        assertThat(proxy.calls).isEmpty();
    }

    @Test
    void anApplicationThatServesWhenItEndsIsEnabled() throws Exception {
        shop.bean().beginDrain(60);
        assertThat(proxy.calls.take()).startsWith("stop");
        shop.bean().resume();
        modCluster.close();

        assertThat(proxy.calls).containsExactly("enable default-host /shop");
    }

    /** What is called of {@code proxy=default}. */
    public interface ProxyMBean {
        String[] readProxiesInfo();

        boolean stopContext(String host, String path, Integer seconds);

        boolean enableContext(String host, String path);
    }

    /** WildFly's attributes begin with a small letter. */
    public interface UndertowMBean {
        String getinstanceId();
    }

    private static final class Undertow extends StandardMBean implements UndertowMBean {
        Undertow() {
            super(UndertowMBean.class, false);
        }

        @Override
        public String getinstanceId() {
            return "one";
        }
    }

    /** With one balancer that answers, and one that does not. */
    private static final class Proxy extends StandardMBean implements ProxyMBean {
        final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
        final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        volatile String status = ENABLED;

        Proxy() {
            super(ProxyMBean.class, false);
        }

        @Override
        public String[] readProxiesInfo() {
            asked.add(status);
            return new String[] {
                "away:8090",
                null,
                "localhost:8090",
                "Node: [1],Name: one,Balancer: mycluster,\nContext: [1:1:1], Context: /shop, Status: " + status + "\n"
            };
        }

        @Override
        public boolean stopContext(String host, String path, Integer seconds) {
            status = STOPPED;
            return calls.add("stop " + host + " " + path);
        }

        @Override
        public boolean enableContext(String host, String path) {
            status = ENABLED;
            return calls.add("enable " + host + " " + path);
        }
    }
}
