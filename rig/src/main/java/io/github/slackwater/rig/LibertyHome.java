package io.github.slackwater.rig;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An unpacked Open Liberty that instances share: made once, read only afterwards. */
final class LibertyHome {
    private static final int NEWER_JAVA = 24;

    private final Path root;
    private final String version;

    private LibertyHome(Path root, String version) {
        this.root = root;
        this.version = version;
    }

    /** Unpacks the zip beside the instances unless that was done before. */
    static LibertyHome of(Servers servers) {
        Path zip = servers.libertyZip();
        String version = zip.getFileName().toString().replaceAll("^openliberty-runtime-|\\.zip$", "");
        return new LibertyHome(servers.prepared(zip, Directories::unzip), version);
    }

    String name() {
        return "Open Liberty " + version;
    }

    /** What {@code server run} ends up with, run directly: the child is the server, and gets its signals. */
    List<String> command(List<String> options, String server) {
        Path wlp = root.resolve("wlp");
        int java = Runtime.version().feature();
        Path modules = wlp.resolve("lib/platform/java/java" + (java < NEWER_JAVA ? 9 : NEWER_JAVA) + ".options");
        List<String> command = new ArrayList<>(List.of(Java.executable(), "@" + modules));
        command.addAll(options);
        command.addAll(List.of(
                "-javaagent:" + wlp.resolve("bin/tools/ws-javaagent.jar"),
                "-Djava.awt.headless=true",
                "-jar",
                wlp.resolve("bin/tools/ws-server.jar").toString(),
                server));
        return command;
    }
}
