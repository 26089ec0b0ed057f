package io.github.slackwater.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The folder of one Open Liberty server, which is all that its administrator changes: {@code server.xml}, the archives, and
 * a file that names each of them. Liberty looks twice a second for files that are new, changed or gone, so each arrives
 * under its name in one piece.
 */
final class LibertyFolder {
    static final String SERVER = "rig";

    /** What slackwater.ear and the shop use, and no more. */
    private static final List<String> FEATURES = List.of(
            "cdi-4.0",
            "concurrent-3.0",
            "enterpriseBeansLite-4.0",
            "jndi-1.0",
            "jsonb-3.0",
            "jsonp-2.1",
            "mpHealth-4.0",
            "restfulWS-3.1",
            "servlet-6.0");

    private static final String SERVER_XML = """
            <server>
              <featureManager>
            %s
              </featureManager>
              <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
              <executor coreThreads="%d"/>
              <applicationMonitor dropinsEnabled="false"/>
              <logging maxFileSize="0"/>
            %s
            </server>
            """;

    private final Path users;
    private final Path server;

    LibertyFolder(Path instance) throws IOException {
        users = instance.resolve("usr");
        server = users.resolve("servers").resolve(SERVER);
        Files.createDirectories(server.resolve("apps"));
        Files.createDirectories(deployments());
    }

    Path path() {
        return server;
    }

    Path log() {
        return server.resolve("logs/messages.log");
    }

    Map<String, String> environment() {
        return Map.of(
                "WLP_USER_DIR", users.toString(),
                "WLP_OUTPUT_DIR", users.resolve("servers").toString());
    }

    void configure(ServerOptions options, int httpPort) throws IOException {
        List<String> features = new ArrayList<>(FEATURES);
        StringBuilder libraries = new StringBuilder();
        for (Path library : options.libraries()) {
            String id = String.valueOf(library.getFileName());
            Path own = Files.createDirectories(server.resolve("libraries")).resolve(id);
            Files.copy(library, own);
            libraries.append("  <library id=\"%s\"><file name=\"%s\"/></library>%n".formatted(id, own));
            libraries.append("  <bell libraryRef=\"%s\"/>%n".formatted(id));
        }
        if (!options.libraries().isEmpty()) {
            features.add("bells-1.0");
        }
        StringBuilder lines = new StringBuilder();
        features.forEach(feature -> lines.append("    <feature>" + feature + "</feature>\n"));
        Files.writeString(
                server.resolve("server.xml"), SERVER_XML.formatted(lines, httpPort, options.httpThreads(), libraries));
    }

    /** Names an archive in the configuration; the context root of a WAR is the name. */
    void add(String name, Path archive) throws IOException {
        boolean war = archive.toString().endsWith(".war");
        String file = name + (war ? ".war" : ".ear");
        replace(name, archive);
        String element = war
                ? "<webApplication id=\"%s\" name=\"%1$s\" location=\"%s\" contextRoot=\"/%1$s\"/>"
                : "<enterpriseApplication id=\"%s\" name=\"%1$s\" location=\"%s\"/>";
        Path written = Files.writeString(
                server.resolve(name + ".xml.new"), "<server>" + element.formatted(name, file) + "</server>\n");
        Files.move(written, deployment(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Puts another archive in the place of the one there. */
    void replace(String name, Path archive) throws IOException {
        String extension = archive.toString().endsWith(".war") ? ".war" : ".ear";
        Path copied = server.resolve(name + extension + ".new");
        Files.copy(archive, copied, StandardCopyOption.REPLACE_EXISTING);
        Files.move(copied, server.resolve("apps").resolve(name + extension), StandardCopyOption.ATOMIC_MOVE);
    }

    boolean has(String name) {
        return Files.exists(deployment(name));
    }

    void remove(String name) throws IOException {
        Files.delete(deployment(name));
    }

    private Path deployment(String name) {
        return deployments().resolve(name + ".xml");
    }

    private Path deployments() {
        return server.resolve("configDropins/overrides");
    }
}
