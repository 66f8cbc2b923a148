package handcar.text;

import module java.base;

import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;
import org.jspecify.annotations.Nullable;

/// Walks through HTML in the order of the document, repaired as a browser would repair it, and forgets each element at its
/// end: as a tree ten megabytes of opening tags would take a gigabyte.
final class HtmlElements {
    /// Elements within elements; deeper ones become siblings. Pages have a few dozen.
    private static final int DEEPEST = 100;

    private final Visitor visitor;
    private final Set<Element> begun = new HashSet<>();

    /// Receives everything in its order.
    interface Visitor {
        void start(Element element);

        /// Text between two tags with its white space, entities decoded.
        void text(String text);

        /// What a script, a style or the like holds.
        void data(Element element, String data);

        void end(Element element);
    }

    private HtmlElements(Visitor visitor) {
        this.visitor = visitor;
    }

    static void walk(Reader html, Visitor visitor) {
        HtmlElements elements = new HtmlElements(visitor);
        try (StreamParser parser = new StreamParser(Parser.htmlParser().setMaxDepth(DEEPEST))) {
            parser.parse(html, "").iterator().forEachRemaining(elements::complete);
        }
    }

    /// The parser returns an element at its end. The visitor first gets what precedes it in the elements around it.
    private void complete(Element element) {
        if (element.parent() != null) {
            if (!begun.remove(element)) {
                start(element);
            }
            texts(element, null);
            visitor.end(element);
            element.remove();
        }
    }

    /// Visits the start of an element, after those of the elements around it that were not visited yet.
    private void start(Element element) {
        Element outer = element.parent();
        if (outer != null) {
            if (outer.parent() != null && begun.add(outer)) {
                start(outer);
            }
            texts(outer, element);
            visitor.start(element);
        }
    }

    /// Visits and removes the texts of an element that stand before one of its children; all of them when there is none.
    private void texts(Element outer, @Nullable Element before) {
        Node child = outer.firstChild();
        while (child != null && !child.equals(before)) {
            Node next = child.nextSibling();
            if (child instanceof TextNode text) {
                visitor.text(text.getWholeText());
            } else if (child instanceof DataNode data) {
                visitor.data(outer, data.getWholeData());
            }
            if (!(child instanceof Element)) {
                child.remove();
            }
            child = next;
        }
    }
}
