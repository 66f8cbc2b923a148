package handcar.channel.format;

import static handcar.channel.format.StyledText.BOLD;
import static handcar.channel.format.StyledText.CODE;
import static handcar.channel.format.StyledText.ITALIC;
import static handcar.channel.format.StyledText.LINK;
import static handcar.channel.format.StyledText.STRUCK;

import handcar.channel.format.MarkdownTokens.Code;
import handcar.channel.format.MarkdownTokens.Mark;
import handcar.channel.format.MarkdownTokens.Plain;
import handcar.channel.format.MarkdownTokens.Token;
import handcar.channel.format.MarkdownTokens.Towards;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds emphasis, code and links within one paragraph. Marks that have no counterpart are text. Each mark is looked at a
/// bounded number of times, however many there are and however deep they nest.
final class MarkdownSpans {
    private final StyledText out;
    private final MarkupDialect dialect;
    private final int limit;
    private final int base;
    private int bold;
    private int italic;
    private int struck;
    private int link;
    private Optional<String> behind = Optional.empty();
    private int linkFrom;

    private MarkdownSpans(StyledText out, MarkupDialect dialect, int limit, int base) {
        this.out = out;
        this.dialect = dialect;
        this.limit = limit;
        this.base = base;
    }

    static void read(String text, int style, StyledText out, MarkupDialect dialect, int limit) {
        List<Token> tokens = MarkdownTokens.of(text, dialect.markup());
        pair(tokens);
        MarkdownSpans spans = new MarkdownSpans(out, dialect, limit, style);
        tokens.forEach(spans::write);
    }

    /// Gives each closing mark the nearest open one of its kind. A pair may cross another: what is written nests again.
    private static void pair(List<Token> tokens) {
        Map<Character, Deque<Mark>> open = new HashMap<>();
        for (Token token : tokens) {
            if (token instanceof Mark mark) {
                Deque<Mark> before = open.computeIfAbsent(mark.sign, _ -> new ArrayDeque<>());
                while (mark.closes && mark.left > 0 && !before.isEmpty()) {
                    if (!mark.pairWith(before.getLast())) {
                        break;
                    }
                    if (before.getLast().left == 0) {
                        before.removeLast();
                    }
                }
                if (mark.opens && mark.left > 0) {
                    before.addLast(mark);
                }
            }
        }
    }

    private void write(Token token) {
        switch (token) {
            case Plain(String text) -> out.add(text, style());
            case Code(String text, String source) -> {
                boolean shown = dialect.showsCode(text);
                out.add(shown ? text : source, style() | (shown ? CODE : 0));
            }
            case Towards(Optional<String> target) ->
                    target.ifPresentOrElse(this::beginLink, this::endLink);
            case Mark mark -> {
                end(mark);
                String unpaired = String.valueOf(mark.sign).repeat(mark.left);
                out.add(unpaired, style());
                begin(mark);
            }
        }
    }

    private void end(Mark mark) {
        if (mark.sign == '~') {
            struck -= mark.endsTwo;
        } else {
            bold -= mark.endsTwo;
            italic -= mark.endsOne;
        }
    }

    private void begin(Mark mark) {
        if (mark.sign == '~') {
            struck += mark.startsTwo;
        } else {
            bold += mark.startsTwo;
            italic += mark.startsOne;
        }
    }

    private void beginLink(String target) {
        boolean known = target.matches("(?i)(https?|mailto|tel):.*");
        if (known && dialect.links(target, limit)) {
            link = out.style(LINK, target);
        } else {
            behind = Optional.of(target.replaceFirst("(?i)^(mailto|tel):", ""));
        }
        linkFrom = out.length();
    }

    private void endLink() {
        link = 0;
        String words = out.from(linkFrom);
        behind.filter(target -> !target.equals(words))
                .ifPresent(
                        target -> out.add(words.isBlank() ? target : " (" + target + ")", style()));
        behind = Optional.empty();
    }

    private int style() {
        return base
                | (bold > 0 ? BOLD : 0)
                | (italic > 0 ? ITALIC : 0)
                | (struck > 0 ? STRUCK : 0)
                | link;
    }
}
