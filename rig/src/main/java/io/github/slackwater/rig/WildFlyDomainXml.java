package io.github.slackwater.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;

/** The configuration of a managed domain: each server group of the distribution with one server, on the default profile. */
final class WildFlyDomainXml {
    private static final String PROFILE = "default";
    private static final String SOCKETS = "standard-sockets";

    private final Path configuration;
    private final XmlFile domain;
    private final XmlFile host;

    WildFlyDomainXml(Path configuration) throws IOException {
        this.configuration = configuration;
        this.domain = new XmlFile(configuration.resolve("domain.xml"));
        this.host = new XmlFile(configuration.resolve("host.xml"));
        // Theirs are in both groups, and one of them does not start.
        Element servers = host.element(host.root(), "servers");
        host.elements(servers, "server").forEach(servers::removeChild);
        for (Element group : domain.elements(domain.root(), "server-group")) {
            group.setAttribute("profile", PROFILE);
            domain.element(group, "socket-binding-group").setAttribute("ref", SOCKETS);
        }
    }

    /** The server groups, by the names of the servers that they shall have. */
    Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        for (Element group : domain.elements(domain.root(), "server-group")) {
            groups.put("server-" + (groups.isEmpty() ? "one" : "two"), group.getAttribute("name"));
        }
        return groups;
    }

    /** On the HTTP port of each server, for users of its applications; the domain controller leads to no MBean of a server. */
    void ownJmx() {
        Element profile = domain.element(domain.root(), "profile", "name", PROFILE);
        Element jmx = domain.elements(profile, "subsystem").stream()
                .filter(subsystem -> subsystem.getAttribute("xmlns").contains(":jmx:"))
                .findFirst()
                .orElseThrow(() -> new ServerException("domain.xml: no subsystem jmx"));
        Element connector = domain.create("remoting-connector");
        connector.setAttribute("use-management-endpoint", "false");
        jmx.appendChild(connector);
    }

    /** For every server. */
    void jvmOptions(List<String> arguments, Path temporary) {
        Element options = host.element(host.element(host.root(), "jvms"), "jvm-options");
        // Those of the rig come with a heap of their own, which the server groups say again.
        for (Element group : domain.elements(domain.root(), "server-group")) {
            domain.element(group, "heap").setAttribute("max-size", "512m");
        }
        option(options, "-Djava.io.tmpdir=" + temporary);
        arguments.stream().filter(argument -> !argument.startsWith("-Xmx")).forEach(each -> option(options, each));
    }

    private void option(Element options, String value) {
        Element option = host.create("option");
        option.setAttribute("value", value);
        options.appendChild(option);
    }

    /** A server of its group. */
    void server(DomainNode node, int httpsPort) {
        Element server = host.create("server");
        server.setAttribute("name", node.name());
        server.setAttribute("group", node.target());
        Element properties = host.create("system-properties");
        server.appendChild(properties);
        property(properties, "jboss.http.port", node.http().getPort());
        property(properties, "jboss.https.port", httpsPort);
        host.element(host.root(), "servers").appendChild(server);
    }

    private void property(Element properties, String name, int value) {
        Element property = host.create("property");
        property.setAttribute("name", name);
        property.setAttribute("value", String.valueOf(value));
        properties.appendChild(property);
    }

    /** With the administrator as a user of both realms. */
    void write() throws IOException {
        domain.write();
        host.write();
        addUser("mgmt-users.properties", "ManagementRealm");
        addUser("application-users.properties", "ApplicationRealm");
    }

    private void addUser(String file, String realm) throws IOException {
        Files.writeString(
                configuration.resolve(file),
                WildFlyHome.userLine(Administrator.USER, realm, Administrator.PASSWORD),
                StandardOpenOption.APPEND);
    }
}
