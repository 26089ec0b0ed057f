package io.github.slackwater.rig;

import java.io.File;
import java.nio.file.Path;

/** The Java that runs this program also runs the servers. */
final class Java {
    static final File NOTHING = new File("/dev/null");

    private Java() {}

    static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
