package io.github.slackwater.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A domain's configuration, changed so that it listens on free ports of 127.0.0.1 and nowhere else. */
final class DomainXml {
    private static final String LOOPBACK = "127.0.0.1";

    private final Path file;
    private final Document document;
    private final Element config;

    DomainXml(Path file) throws IOException {
        this.file = file;
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            this.document = factory.newDocumentBuilder().parse(file.toFile());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + ": not XML", e);
        }
        this.config = element(document.getDocumentElement(), "config", "name", "server-config");
    }

    /** Before {@link #listenOnLoopback}, which writes the file. */
    void httpThreads(int most) {
        element(config, "thread-pool", "name", "http-thread-pool")
                .setAttribute("max-thread-pool-size", String.valueOf(most));
    }

    /**
     * Gives every listener 127.0.0.1 and a port, switches off what nobody here needs, and writes the file.
     *
     * @param httpPort 0: a free one
     */
    DomainPorts listenOnLoopback(int httpPort, IntSupplier freePort) throws IOException {
        int http = httpPort == 0 ? freePort.getAsInt() : httpPort;
        DomainPorts ports = new DomainPorts(http, freePort.getAsInt(), freePort.getAsInt());
        listen(element(config, "network-listener", "name", "http-listener-1"), ports.http());
        listen(element(config, "network-listener", "name", "admin-listener"), ports.admin());
        listen(element(config, "jmx-connector", "name", "system"), ports.jmx());
        element(config, "network-listener", "name", "http-listener-2").setAttribute("enabled", "false");
        for (Element listener : elements(config, "iiop-listener")) {
            listen(listener, freePort.getAsInt());
        }
        for (Element dataGrid : elements(config, "hazelcast-config-specific-configuration")) {
            dataGrid.setAttribute("enabled", "false"); // Payara's.
        }
        messaging(freePort.getAsInt());
        remoteShell();
        embeddedDatabases();
        write();
        return ports;
    }

    /** The JMS broker of a domain that names no JMS host listens on every address. */
    private void messaging(int port) {
        Element host = document.createElement("jms-host");
        host.setAttribute("name", "default_JMS_host");
        host.setAttribute("host", LOOPBACK);
        host.setAttribute("port", String.valueOf(port));
        Element service = document.createElement("jms-service");
        service.setAttribute("type", "EMBEDDED");
        service.setAttribute("default-jms-host", "default_JMS_host");
        service.appendChild(host);
        config.appendChild(service);
    }

    private void remoteShell() {
        for (Element option : elements(config, "jvm-options")) {
            option.setTextContent(option.getTextContent().replace("org.apache.felix.shell.remote,", ""));
        }
    }

    /** An H2 database with AUTO_SERVER listens on every address as soon as it is opened. */
    private void embeddedDatabases() {
        for (Element property : elements(document.getDocumentElement(), "property")) {
            property.setAttribute("value", property.getAttribute("value").replace(";AUTO_SERVER=TRUE", ""));
        }
    }

    private static void listen(Element listener, int port) {
        listener.setAttribute("address", LOOPBACK);
        listener.setAttribute("port", String.valueOf(port));
    }

    private void write() throws IOException {
        try {
            TransformerFactory.newInstance()
                    .newTransformer()
                    .transform(new DOMSource(document), new StreamResult(file.toFile()));
        } catch (TransformerException e) {
            throw new IOException(file + ": cannot be written", e);
        }
    }

    private Element element(Element parent, String tag, String attribute, String value) {
        for (Element element : elements(parent, tag)) {
            if (element.getAttribute(attribute).equals(value)) {
                return element;
            }
        }
        throw new ServerException(file + ": no <" + tag + " " + attribute + "=\"" + value + "\">");
    }

    private static List<Element> elements(Element parent, String tag) {
        NodeList nodes = parent.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }
}
