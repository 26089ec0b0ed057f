package io.github.slackwater.it;

import io.github.slackwater.rig.DomainServer;
import io.github.slackwater.rig.ServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Path;
import java.util.function.Function;
import javax.management.MBeanServerConnection;

/** Payara Server or GlassFish; its own adapter deploys through the admin listener. */
final class DomainServerKind extends RigKind<DomainServer> {

    DomainServerKind(Function<ServerOptions, DomainServer> start) {
        super(start, LogFormat.PAYARA);
    }

    @Override
    void tellArquillian(DomainServer started) {
        System.setProperty("slackwater.it.domain.home", home(deployed().jmx()));
        System.setProperty("slackwater.it.domain.adminPort", String.valueOf(started.adminPort()));
        System.setProperty("slackwater.it.domain.adminUser", started.adminUser());
        System.setProperty("slackwater.it.domain.adminPassword", started.adminPassword());
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
