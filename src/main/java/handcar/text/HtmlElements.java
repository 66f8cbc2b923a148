package handcar.text;

import module java.base;

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
    private final Set<Element> begun = Collections.newSetFromMap(new IdentityHashMap<>());

    /// Is told of everything in its order.
    interface Visitor {
        void start(Element element);

        /// Text between two tags with its white space, entities decoded.
        void text(String text);

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

    /// The parser hands out an element at its end. What comes before it in the elements around it is told first.
    private void complete(Element element) {
        Element outer = null;
        for (Element inner : path(element)) {
            if (outer != null) {
                texts(outer, inner);
            }
            if (begun.add(inner)) {
                visitor.start(inner);
            }
            outer = inner;
        }
        if (begun.remove(element)) {
            texts(element, null);
            visitor.end(element);
            element.remove();
        }
    }

    /// From the innermost element that has begun to this one. What stands in the elements further out has been told.
    private Deque<Element> path(Element element) {
        Deque<Element> path = new ArrayDeque<>();
        Element open = element;
        while (open != null && open.parent() != null) {
            path.push(open);
            open = begun.contains(open) ? null : open.parent();
        }
        return path;
    }

    /// Tells and forgets the texts of an element that stand before one of its children; all of them when there is none.
    private void texts(Element outer, @Nullable Element before) {
        Node child = outer.firstChild();
        while (child != null && !child.equals(before)) {
            Node next = child.nextSibling();
            if (child instanceof TextNode text) {
                visitor.text(text.getWholeText());
            }
            if (!(child instanceof Element)) {
                child.remove();
            }
            child = next;
        }
    }
}
