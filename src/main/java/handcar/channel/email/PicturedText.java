package handcar.channel.email;

import module java.base;

import handcar.text.HtmlMailText;
import handcar.text.TextSanitizer;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/// What can be read of HTML that has no text: what its pictures say for those who do not see them, drawn text, and `<xmp>`.
final class PicturedText {
    /// Deeper elements are read as if they were not.
    private static final int MOST_LEVELS = 100;

    private static final int MOST_PARTS = 50;

    private PicturedText() {}

    /// One line for each; empty when there is none.
    static String in(String html) {
        Document page = Jsoup.parse(html, "", Parser.htmlParser().setMaxDepth(MOST_LEVELS));
        String text =
                page.select("img[alt], input[type=image][alt], area[alt], xmp, svg text").stream()
                        .map(PicturedText::told)
                        .filter(told -> !told.isEmpty())
                        .distinct()
                        .limit(MOST_PARTS)
                        .collect(Collectors.joining("\n"));
        return HtmlMailText.unmarked(text);
    }

    private static String told(Element element) {
        return element.normalName().equals("xmp")
                ? (element.data() + element.wholeText()).strip()
                : TextSanitizer.oneLine(
                        element.hasAttr("alt") ? element.attr("alt") : element.wholeText());
    }
}
