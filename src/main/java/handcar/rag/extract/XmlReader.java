package handcar.rag.extract;

import module java.base;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// One XML part, event by event. There are no document types and so no entities: a part that brings one is refused,
/// which prevents expansion bombs and reading of other files. Names are asked for without their prefix.
final class XmlReader implements AutoCloseable {
    /// Word nests tables in text boxes in tables, a few dozen levels at most.
    private static final int DEEPEST = 500;

    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader reader;
    private final ZipReader.Bounded source;
    private int depth;

    private XmlReader(XMLStreamReader reader, ZipReader.Bounded source) {
        this.reader = reader;
        this.source = source;
    }

    static XmlReader of(ZipReader.Bounded source) {
        try {
            return new XmlReader(FACTORY.createXMLStreamReader(source), source);
        } catch (XMLStreamException e) {
            throw refused(e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        return factory;
    }

    /// The next event, a constant of [XMLStreamConstants].
    int next() {
        try {
            if (!reader.hasNext()) {
                return XMLStreamConstants.END_DOCUMENT;
            }
            int event = reader.next();
            source.tokenEnds();
            if (event == XMLStreamConstants.DTD
                    || event == XMLStreamConstants.ENTITY_REFERENCE
                    || (event == XMLStreamConstants.START_ELEMENT && ++depth > DEEPEST)) {
                throw new UnreadableDocumentException(
                        "This Office file contains definitions that no Office program writes, so it"
                                + " was not read.");
            }
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
            return event;
        } catch (XMLStreamException e) {
            throw refused(e);
        }
    }

    /// The parser wraps what the source throws.
    private static UnreadableDocumentException refused(XMLStreamException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreadableDocumentException said) {
                return said;
            }
        }
        return new UnreadableDocumentException(
                "This Office file is damaged. Save it again and upload it once more.");
    }

    /// Calls `opened` for each element that opens, to the end of the part, and closes the part.
    void eachElement(Consumer<XmlReader> opened) {
        try (this) {
            for (int event = next(); event != XMLStreamConstants.END_DOCUMENT; event = next()) {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    opened.accept(this);
                }
            }
        }
    }

    /// Calls `opened` for each element inside the one just opened, and reads past its end.
    void eachInside(Runnable opened) {
        int outside = depth - 1;
        while (depth > outside) {
            if (next() == XMLStreamConstants.START_ELEMENT) {
                opened.run();
            }
        }
    }

    /// The characters in the element just opened; reads past its end.
    String content() {
        StringBuilder content = new StringBuilder();
        int outside = depth - 1;
        while (depth > outside) {
            next();
            if (reader.isCharacters()) {
                content.append(reader.getText());
                if (content.length() > TextBuilder.LONGEST) {
                    throw TextBuilder.tooLong();
                }
            }
        }
        return content.toString();
    }

    /// Whether the event just read opens this element.
    boolean starts(String name) {
        return reader.isStartElement() && reader.getLocalName().equals(name);
    }

    /// Whether the event just read closes this element.
    boolean ends(String name) {
        return reader.isEndElement() && reader.getLocalName().equals(name);
    }

    /// The name of the element just opened or closed.
    String name() {
        return reader.getLocalName();
    }

    /// The attribute of this local name, or an empty string.
    String attribute(String name) {
        for (int at = 0; at < reader.getAttributeCount(); at++) {
            if (reader.getAttributeLocalName(at).equals(name)) {
                return Objects.requireNonNullElse(reader.getAttributeValue(at), "");
            }
        }
        return "";
    }

    /// Whether a switch element such as `<w:b/>` or `<w:b w:val="1"/>` is on.
    boolean isOn() {
        return switch (attribute("val")) {
            case "0", "false", "off", "none" -> false;
            default -> true;
        };
    }

    /// Reads past the element just opened and everything in it.
    void skip() {
        int outside = depth - 1;
        while (depth > outside) {
            next();
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
            source.close();
        } catch (XMLStreamException | IOException e) {
            throw new UnreadableDocumentException(
                    "This Office file is damaged. Save it again and upload it once more.");
        }
    }
}
