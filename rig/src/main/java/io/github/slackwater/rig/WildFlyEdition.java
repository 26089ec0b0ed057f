package io.github.slackwater.rig;

/**
 * Which WildFly to start.
 *
 * @param release a key of the rig's servers: {@code wildfly-37} or {@code wildfly-39}
 * @param profile one of the configurations that WildFly comes with
 * @param healthAdded whether MicroProfile Health is added to a profile that lacks it, as an administrator would by {@code
 *     /extension=org.wildfly.extension.microprofile.health-smallrye:add} and {@code
 *     /subsystem=microprofile-health-smallrye:add(security-enabled=false)}
 */
public record WildFlyEdition(String release, Profile profile, boolean healthAdded) {

    /** A configuration as WildFly comes with it. */
    public enum Profile {
        /** {@code standalone.xml}: Jakarta EE without messaging and IIOP. */
        DEFAULT("standalone.xml"),
        /** {@code standalone-full.xml}: all of Jakarta EE. */
        FULL("standalone-full.xml"),
        /** {@code standalone-microprofile.xml}: no EJB. */
        MICROPROFILE("standalone-microprofile.xml");

        private final String file;

        Profile(String file) {
            this.file = file;
        }

        String file() {
            return file;
        }
    }

    public WildFlyEdition {
        if (!release.startsWith("wildfly-")) {
            throw new IllegalArgumentException("release: " + release + " (expected one such as wildfly-37)");
        }
        if (healthAdded && profile == Profile.MICROPROFILE) {
            throw new IllegalArgumentException(
                    "profile: " + profile.file() + " (expected one without MicroProfile Health, to add it)");
        }
    }

    /** A profile as it comes. */
    public static WildFlyEdition of(String release, Profile profile) {
        return new WildFlyEdition(release, profile, false);
    }

    public WildFlyEdition withHealth() {
        return new WildFlyEdition(release, profile, true);
    }

    boolean hasHealth() {
        return healthAdded || profile == Profile.MICROPROFILE;
    }
}
