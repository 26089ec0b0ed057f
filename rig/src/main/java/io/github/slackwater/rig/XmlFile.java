package io.github.slackwater.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A server's configuration file, read to be changed. Namespaces are plain attributes in it. */
final class XmlFile {
    private final Path file;
    private final Document document;

    XmlFile(Path file) throws IOException {
        this.file = file;
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            this.document = factory.newDocumentBuilder().parse(file.toFile());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + ": not XML", e);
        }
    }

    Element root() {
        return document.getDocumentElement();
    }

    /** A new element; it is nowhere in the file yet. */
    Element create(String tag) {
        return document.createElement(tag);
    }

    /**
     * The first element somewhere within another.
     *
     * @throws ServerException when there is none
     */
    Element element(Element within, String tag) {
        List<Element> found = elements(within, tag);
        if (found.isEmpty()) {
            throw new ServerException(file + ": no <" + tag + ">");
        }
        return found.get(0);
    }

    /** As {@link #element(Element, String)}; the first whose attribute has this value. */
    Element element(Element within, String tag, String attribute, String value) {
        for (Element element : elements(within, tag)) {
            if (element.getAttribute(attribute).equals(value)) {
                return element;
            }
        }
        throw new ServerException(file + ": no <" + tag + " " + attribute + "=\"" + value + "\">");
    }

    /** All elements somewhere within another, in the order of the file. */
    List<Element> elements(Element within, String tag) {
        NodeList nodes = within.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    /** In the place of the file that was read. */
    void write() throws IOException {
        try {
            TransformerFactory.newInstance()
                    .newTransformer()
                    .transform(new DOMSource(document), new StreamResult(file.toFile()));
        } catch (TransformerException e) {
            throw new IOException(file + ": cannot be written", e);
        }
    }
}
