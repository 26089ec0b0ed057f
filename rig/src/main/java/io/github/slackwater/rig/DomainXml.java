package io.github.slackwater.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntSupplier;
import org.w3c.dom.Element;

/** A domain's configuration, changed so that it listens on free ports of 127.0.0.1 and nowhere else. */
final class DomainXml {
    private static final String LOOPBACK = "127.0.0.1";

    private final XmlFile file;
    private final Element config;

    DomainXml(Path file) throws IOException {
        this.file = new XmlFile(file);
        this.config = this.file.element(this.file.root(), "config", "name", "server-config");
    }

    /** Before {@link #listenOnLoopback}, which writes the file. Also of instances that the domain may get. */
    void httpThreads(int most) {
        for (Element pool : file.elements(file.root(), "thread-pool")) {
            if (pool.getAttribute("name").equals("http-thread-pool")) {
                pool.setAttribute("max-thread-pool-size", String.valueOf(most));
            }
        }
    }

    /**
     * Gives every listener 127.0.0.1 and a port, switches off what nobody here needs, and writes the file.
     *
     * @param httpPort 0: a free one
     */
    DomainPorts listenOnLoopback(int httpPort, IntSupplier freePort) throws IOException {
        int http = httpPort == 0 ? freePort.getAsInt() : httpPort;
        DomainPorts ports = new DomainPorts(http, freePort.getAsInt(), freePort.getAsInt(), freePort.getAsInt());
        listen(file.element(config, "network-listener", "name", "http-listener-1"), ports.http());
        listen(file.element(config, "network-listener", "name", "http-listener-2"), ports.https());
        listen(file.element(config, "network-listener", "name", "admin-listener"), ports.admin());
        listen(file.element(config, "jmx-connector", "name", "system"), ports.jmx());
        for (Element listener : file.elements(config, "iiop-listener")) {
            listen(listener, freePort.getAsInt());
        }
        instancesOnLoopback();
        for (Element dataGrid : file.elements(file.root(), "hazelcast-config-specific-configuration")) {
            dataGrid.setAttribute("enabled", "false"); // Payara's.
        }
        messaging(freePort.getAsInt());
        remoteShell();
        embeddedDatabases();
        file.write();
        return ports;
    }

    /** Each instance gets a copy of this configuration, and ports that its creation names. */
    private void instancesOnLoopback() {
        Element template = file.element(file.root(), "config", "name", "default-config");
        for (String listener : List.of("network-listener", "jmx-connector", "iiop-listener")) {
            file.elements(template, listener).forEach(each -> each.setAttribute("address", LOOPBACK));
        }
        file.elements(template, "jms-host").forEach(host -> host.setAttribute("host", LOOPBACK));
    }

    /** The JMS broker of a domain that names no JMS host listens on every address. */
    private void messaging(int port) {
        Element host = file.create("jms-host");
        host.setAttribute("name", "default_JMS_host");
        host.setAttribute("host", LOOPBACK);
        host.setAttribute("port", String.valueOf(port));
        Element service = file.create("jms-service");
        service.setAttribute("type", "EMBEDDED");
        service.setAttribute("default-jms-host", "default_JMS_host");
        service.appendChild(host);
        config.appendChild(service);
    }

    private void remoteShell() {
        for (Element option : file.elements(file.root(), "jvm-options")) {
            option.setTextContent(option.getTextContent().replace("org.apache.felix.shell.remote,", ""));
        }
    }

    /** An H2 database with AUTO_SERVER listens on every address as soon as it is opened. */
    private void embeddedDatabases() {
        for (Element property : file.elements(file.root(), "property")) {
            property.setAttribute("value", property.getAttribute("value").replace(";AUTO_SERVER=TRUE", ""));
        }
    }

    private static void listen(Element listener, int port) {
        listener.setAttribute("address", LOOPBACK);
        listener.setAttribute("port", String.valueOf(port));
    }
}
