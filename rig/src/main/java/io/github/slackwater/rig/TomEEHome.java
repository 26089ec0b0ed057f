package io.github.slackwater.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An unpacked TomEE that instances share: it is only read; each instance has a base folder of its own. */
final class TomEEHome {
    private final Path root;
    private final String version;

    private TomEEHome(Path root, String version) {
        this.root = root;
        this.version = version;
    }

    /** Unpacks the zip beside the instances unless that was done before. */
    static TomEEHome of(Servers servers) {
        Path zip = servers.tomEEZip();
        String version = zip.getFileName().toString().replaceAll("^tomee-|\\.zip$", "");
        return new TomEEHome(servers.prepared(zip, Directories::unzip), version);
    }

    String name() {
        return "TomEE " + version;
    }

    /** The folder with {@code bin} and {@code lib} in it. */
    private Path path() {
        return root.resolve("apache-tomee-microprofile-" + version);
    }

    /** A new base folder for one instance, with the configuration that the zip has. */
    Path createBase(Path directory) throws IOException {
        Path base = directory.resolve("base");
        for (String folder : List.of("apps", "lib", "logs", "temp", "webapps", "work")) {
            Files.createDirectories(base.resolve(folder));
        }
        Directories.copy(path().resolve("conf"), base.resolve("conf"), Files::copy);
        return base;
    }

    /** The command of {@code catalina.sh run}, without the shell: the child is the server, and gets its signals. */
    List<String> command(Path base, List<String> options) {
        List<String> command = new ArrayList<>(List.of(Java.executable()));
        for (String opened : List.of(
                "java.base/java.lang",
                "java.base/java.io",
                "java.base/java.util",
                "java.base/java.util.concurrent",
                "java.rmi/sun.rmi.transport")) {
            command.add("--add-opens=" + opened + "=ALL-UNNAMED");
        }
        command.add("-javaagent:" + path().resolve("lib/openejb-javaagent.jar"));
        command.add("-Djava.util.logging.config.file=" + base.resolve("conf/logging.properties"));
        command.add("-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager");
        command.add("-Dcatalina.base=" + base);
        command.add("-Dcatalina.home=" + path());
        command.add("-Djava.io.tmpdir=" + base.resolve("temp"));
        command.addAll(options);
        command.add("-cp");
        command.add(path().resolve("bin/bootstrap.jar") + ":" + path().resolve("bin/tomcat-juli.jar"));
        command.addAll(List.of("org.apache.catalina.startup.Bootstrap", "start"));
        return command;
    }
}
