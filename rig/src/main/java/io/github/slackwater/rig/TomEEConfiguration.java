package io.github.slackwater.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files in {@code conf} of one TomEE, changed so that it listens on one port of 127.0.0.1 and notices new files soon. */
final class TomEEConfiguration {
    private TomEEConfiguration() {}

    static void write(Path base, int httpPort, int httpThreads) throws IOException {
        Path conf = base.resolve("conf");
        Path server = conf.resolve("server.xml");
        String xml = Files.readString(server);
        // No port for the command "SHUTDOWN": the rig sends signals.
        xml = changed(server, xml, "<Server port=\"8005\"", "<Server port=\"-1\"");
        xml = changed(
                server,
                xml,
                "<Connector port=\"8080\" protocol=\"HTTP/1.1\"",
                "<Connector address=\"127.0.0.1\" port=\"%d\" maxThreads=\"%d\" protocol=\"HTTP/1.1\""
                        .formatted(httpPort, httpThreads));
        // Every second, and not every ten, it looks for changes in webapps.
        xml = changed(
                server,
                xml,
                "<Engine name=\"Catalina\" defaultHost=\"localhost\">",
                "<Engine name=\"Catalina\" defaultHost=\"localhost\" backgroundProcessorDelay=\"1\">");
        Files.writeString(server, xml);
        Files.writeString(
                conf.resolve("tomee.xml"), "<tomee>\n  <Deployments dir=\"apps\" autoDeploy=\"true\" />\n</tomee>\n");
        // What Tomcat logs of each application goes to a file of its own; here it is all in one.
        String console = "org.apache.tomee.jul.formatter.AsyncConsoleHandler";
        Files.write(
                conf.resolve("logging.properties"),
                List.of(
                        "handlers = " + console,
                        ".handlers = " + console,
                        console + ".level = FINE",
                        console + ".formatter = org.apache.juli.OneLineFormatter",
                        console + ".encoding = UTF-8"));
    }

    private static String changed(Path file, String text, String from, String to) {
        int at = text.indexOf(from);
        if (at < 0) {
            throw new ServerException(file + ": no " + from);
        }
        return text.substring(0, at) + to + text.substring(at + from.length());
    }
}
