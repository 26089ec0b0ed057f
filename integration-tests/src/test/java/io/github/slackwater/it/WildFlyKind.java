package io.github.slackwater.it;

import io.github.slackwater.rig.Servers;
import io.github.slackwater.rig.WildFlyEdition;
import io.github.slackwater.rig.WildFlyEdition.Profile;
import io.github.slackwater.rig.WildFlyServer;
import java.util.Map;

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

    WildFlyKind(WildFlyEdition edition) {
        super(options -> Servers.find().startWildFly(edition, options), LogFormat.WILDFLY);
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
