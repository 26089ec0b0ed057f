package io.github.slackwater.it;

import io.github.slackwater.rig.DomainServer;
import io.github.slackwater.rig.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Path;
import javax.management.MBeanServerConnection;

/** Payara Server; Payara's own adapter deploys by {@code asadmin}. */
final class PayaraServerKind extends RigKind<DomainServer> {

    PayaraServerKind(Servers servers) {
        super(servers::startPayaraServer, LogFormat.PAYARA);
    }

    @Override
    void tellArquillian(DomainServer started) {
        System.setProperty("slackwater.it.payara.home", home(deployed().jmx()));
        System.setProperty("slackwater.it.payara.adminPort", String.valueOf(started.adminPort()));
        System.setProperty("slackwater.it.payara.adminUser", started.adminUser());
        System.setProperty("slackwater.it.payara.adminPassword", started.adminPassword());
    }

    @Override
    public boolean hasAdapter() {
        return true;
    }

    private static String home(MBeanServerConnection jmx) {
        try {
            String root = ManagementFactory.getPlatformMXBean(jmx, RuntimeMXBean.class)
                    .getSystemProperties()
                    .get("com.sun.aas.installRoot");
            return Path.of(String.valueOf(root)).resolveSibling(".").normalize().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
