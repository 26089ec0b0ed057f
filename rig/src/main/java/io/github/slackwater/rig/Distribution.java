package io.github.slackwater.rig;

import java.nio.file.Path;

/** The two servers with a domain and {@code asadmin}: GlassFish, and Payara, which comes from it. */
enum Distribution {
    PAYARA("Payara Server", "payara-server", "payara6", "com.sun.enterprise.glassfish.bootstrap.ASMain"),
    GLASSFISH("GlassFish", "glassfish", "glassfish7", "com.sun.enterprise.glassfish.bootstrap.GlassFishMain");

    private final String serverName;
    private final String artifact;
    private final String folder;
    private final String mainClass;

    Distribution(String serverName, String artifact, String folder, String mainClass) {
        this.serverName = serverName;
        this.artifact = artifact;
        this.folder = folder;
        this.mainClass = mainClass;
    }

    String serverName() {
        return serverName;
    }

    /** Its key in {@code servers.properties}, and how the folders of its instances begin. */
    String artifact() {
        return artifact;
    }

    /** What the zip has at its top, with {@code glassfish} in it. */
    String folder() {
        return folder;
    }

    String mainClass() {
        return mainClass;
    }

    /** {@code 7.0.21} of {@code glassfish-7.0.21.zip}. */
    static String versionOf(Path zip) {
        return zip.getFileName().toString().replaceAll("^[a-z]+-|\\.zip$", "");
    }
}
