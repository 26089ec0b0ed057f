package io.github.slackwater.it;

import io.github.slackwater.rig.ServerOptions;
import io.github.slackwater.rig.Servers;
import io.github.slackwater.rig.WildFlyEdition;
import io.github.slackwater.rig.WildFlyEdition.Profile;
import io.github.slackwater.rig.WildFlyServer;
import java.util.Map;
import java.util.Set;

/** A WildFly of one release, in one configuration. */
final class WildFlyKind extends RigKind<WildFlyServer> {

    /** By qualifier. Where one release has MicroProfile Health added to a configuration, the other has it not. */
    static final Map<String, WildFlyEdition> EDITIONS = Map.of(
            "wildfly-37", WildFlyEdition.of("wildfly-37", Profile.DEFAULT),
            "wildfly-37-full", WildFlyEdition.of("wildfly-37", Profile.FULL).withHealth(),
            "wildfly-37-microprofile", WildFlyEdition.of("wildfly-37", Profile.MICROPROFILE),
            "wildfly-39", WildFlyEdition.of("wildfly-39", Profile.DEFAULT).withHealth(),
            "wildfly-39-full", WildFlyEdition.of("wildfly-39", Profile.FULL),
            "wildfly-39-microprofile", WildFlyEdition.of("wildfly-39", Profile.MICROPROFILE));

    /** Those that run without the server's gate, as an administrator may want it: with the filters and WildFly's events. */
    private static final Set<String> WITHOUT_GATE = Set.of("wildfly-37-full", "wildfly-39-full");

    WildFlyKind(String qualifier, WildFlyEdition edition) {
        super(options -> Servers.find().startWildFly(edition, gate(qualifier, options)), LogFormat.WILDFLY);
    }

    private static ServerOptions gate(String qualifier, ServerOptions options) {
        return WITHOUT_GATE.contains(qualifier) ? options.property("slackwater.server-gate", "off") : options;
    }

    @Override
    void tellArquillian(WildFlyServer started) {
        System.setProperty("slackwater.it.wildfly.home", String.valueOf(started.home()));
        System.setProperty("slackwater.it.wildfly.managementPort", String.valueOf(started.jmxPort()));
        System.setProperty("slackwater.it.wildfly.user", started.adminUser());
        System.setProperty("slackwater.it.wildfly.password", started.adminPassword());
    }

    @Override
    public boolean hasAdapter() {
        return true;
    }
}
