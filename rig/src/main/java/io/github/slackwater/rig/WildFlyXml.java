package io.github.slackwater.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntSupplier;
import org.w3c.dom.Element;

/** The configuration of one WildFly, changed so that it fits beside others on 127.0.0.1 and lets only the admin in. */
final class WildFlyXml {
    private static final String HEALTH = "microprofile-health-smallrye";

    /** The largest body in bytes where nothing is said. */
    private static final int WILDFLYS_OWN = 10_485_760;

    private final XmlFile file;

    WildFlyXml(Path file) throws IOException {
        this.file = new XmlFile(file);
    }

    /** Most threads of the worker that runs servlets. */
    void httpThreads(int most) {
        file.element(subsystem("io"), "worker", "name", "default")
                .setAttribute("task-max-threads", String.valueOf(most));
    }

    /** Lets {@link WildFlyServer#MAX_POST_SIZE} say how large a body may be; the default stays. */
    void maxPostSize() {
        for (Element listener : file.elements(file.root(), "http-listener")) {
            listener.setAttribute("max-post-size", "${" + WildFlyServer.MAX_POST_SIZE + ":" + WILDFLYS_OWN + "}");
        }
    }

    /** Gives every port that has a number of its own a free one; those of HTTP and management are properties. */
    void otherPorts(IntSupplier freePort) {
        for (Element binding : file.elements(file.root(), "socket-binding")) {
            if (binding.getAttribute("port").matches("\\d+")) {
                binding.setAttribute("port", String.valueOf(freePort.getAsInt()));
            }
        }
    }

    /** Whoever can read the server's files needs no password; a test could not see a wrong one refused. */
    void askLocalUsersForAPassword() {
        Element management =
                file.element(file.root(), "sasl-authentication-factory", "name", "management-sasl-authentication");
        Element local = file.element(management, "mechanism", "mechanism-name", "JBOSS-LOCAL-USER");
        local.getParentNode().removeChild(local);
    }

    /** Jars in this folder are seen by every application. */
    void globalDirectory(Path folder) {
        Element directory = file.create("directory");
        directory.setAttribute("name", "libraries");
        directory.setAttribute("path", folder.toString());
        Element directories = file.create("global-directories");
        directories.appendChild(directory);
        Element ee = subsystem("ee");
        ee.insertBefore(directories, file.element(ee, "concurrent"));
    }

    void addHealth() {
        Element extension = file.create("extension");
        extension.setAttribute("module", "org.wildfly.extension.microprofile.health-smallrye");
        file.element(file.root(), "extensions").appendChild(extension);
        Element health = file.create("subsystem");
        health.setAttribute("xmlns", "urn:wildfly:" + HEALTH + ":3.0");
        health.setAttribute("security-enabled", "false");
        file.element(file.root(), "profile").appendChild(health);
    }

    void write() throws IOException {
        file.write();
    }

    /** @param name as in {@code urn:jboss:domain:io:4.0} */
    private Element subsystem(String name) {
        List<Element> found = file.elements(file.root(), "subsystem").stream()
                .filter(subsystem -> subsystem.getAttribute("xmlns").matches("urn:jboss:domain:" + name + ":[\\d.]+"))
                .toList();
        if (found.size() != 1) {
            throw new ServerException("subsystem " + name + ": " + found.size() + " (expected 1)");
        }
        return found.get(0);
    }
}
