package handcar.channel.format;

import static handcar.channel.format.StyledText.BLOCK;
import static handcar.channel.format.StyledText.BOLD;

import handcar.channel.ChannelCapabilities.Markup;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads the lines of our Markdown: headings, lists, quotes, tables, blocks of code. A line end stays a line end, as in any
/// chat. Where the channel shows Markdown itself the lines stay as they are and only what a cut must not tear is known.
final class MarkdownLines {
    private static final Pattern ITEM =
            Pattern.compile("^([ \t]{0,16})([-*+]|\\d{1,9}[.)])[ \t]+(?=\\S)");
    private static final Pattern LANGUAGE = Pattern.compile("^\\s*([\\w+#.-]{1,20})");
    private static final Pattern HEADING = Pattern.compile("^ {0,3}#{1,6}[ \t]+(?=\\S)");
    private static final int DEEPEST_ITEM = 8;

    private final StyledText out = new StyledText();
    private final StringBuilder paragraph = new StringBuilder();
    private final StringBuilder code = new StringBuilder();
    private final MarkupDialect dialect;
    private final int limit;
    private Optional<Fence> fence = Optional.empty();
    private boolean gap;

    private record Fence(char mark, int length, String language) {}

    private MarkdownLines(MarkupDialect dialect, int limit) {
        this.dialect = dialect;
        this.limit = limit;
    }

    /// @param limit of one part: what is too long for one is not marked
    static StyledText read(String markdown, MarkupDialect dialect, int limit) {
        MarkdownLines lines = new MarkdownLines(dialect, limit);
        markdown.lines().forEach(lines::line);
        lines.fence.ifPresent(lines::block);
        lines.flush();
        return lines.out;
    }

    private void line(String line) {
        if (fence.isPresent()) {
            inFence(fence.get(), line);
        } else if (line.isBlank()) {
            flush();
            gap = true;
        } else {
            fence = fence(line);
            if (fence.isPresent()) {
                flush();
            } else {
                text(line);
            }
        }
    }

    private void inFence(Fence open, String line) {
        String bare = line.strip();
        if (bare.length() >= open.length && bare.chars().allMatch(c -> c == open.mark)) {
            block(open);
        } else {
            code.append(line).append('\n');
        }
    }

    private static Optional<Fence> fence(String line) {
        String bare = line.strip();
        char mark = bare.charAt(0);
        int length = 0;
        while (length < bare.length() && bare.charAt(length) == mark) {
            length++;
        }
        String info = bare.substring(length);
        if ((mark != '`' && mark != '~') || length < 3 || info.indexOf('`') >= 0) {
            return Optional.empty();
        }
        Matcher language = LANGUAGE.matcher(info);
        return Optional.of(new Fence(mark, length, language.find() ? language.group(1) : ""));
    }

    private void block(Fence open) {
        String text = code.toString().stripTrailing();
        code.setLength(0);
        fence = Optional.empty();
        if (!text.isBlank()) {
            begin();
            boolean shown = dialect.showsBlock(text);
            out.add(text, shown ? out.style(BLOCK, open.language) : 0);
        }
    }

    private void text(String line) {
        Matcher heading = HEADING.matcher(line);
        Matcher item = ITEM.matcher(line);
        String bare = line.strip();
        if (heading.find()) {
            flush();
            begin();
            heading(line.substring(0, heading.end()), line.substring(heading.end()));
        } else if (isRule(bare)) {
            flush();
            rule(bare);
        } else if (item.find()) {
            flush();
            begin();
            out.add(itemMark(item), 0);
            spans(line.substring(item.end()), 0);
        } else if (bare.charAt(0) == '>') {
            flush();
            begin();
            out.add("> ", 0);
            spans(bare.substring(1).strip(), 0);
        } else if (bare.charAt(0) == '|' && bare.length() > 1) {
            flush();
            row(bare);
        } else {
            paragraph.append(paragraph.isEmpty() ? "" : "\n").append(isMarkdown() ? line : bare);
        }
    }

    private void heading(String marks, String text) {
        if (isMarkdown()) {
            out.add(marks, 0);
            spans(text, 0);
        } else {
            int end = text.length();
            while (end > 0 && (text.charAt(end - 1) == '#' || text.charAt(end - 1) == ' ')) {
                end--;
            }
            spans(end == 0 ? text : text.substring(0, end), BOLD);
        }
    }

    private void rule(String bare) {
        if (isMarkdown()) {
            begin();
            out.add(bare, 0);
        }
        gap = true;
    }

    private String itemMark(Matcher item) {
        if (isMarkdown()) {
            return item.group();
        }
        String mark = item.group(2);
        String indent = item.group(1).replace("\t", "    ");
        return indent.substring(0, Math.min(DEEPEST_ITEM, indent.length()))
                + (Character.isDigit(mark.charAt(0)) ? mark + " " : dialect.bullet());
    }

    private void row(String bare) {
        if (isMarkdown()) {
            begin();
            spans(bare, 0);
        } else if (!bare.chars().allMatch(c -> "|-: \t".indexOf(c) >= 0)) {
            begin();
            spans(
                    Arrays.stream(bare.substring(1).split("\\|"))
                            .map(String::strip)
                            .collect(Collectors.joining(" | ")),
                    0);
        }
    }

    private void flush() {
        if (!paragraph.isEmpty()) {
            String text = paragraph.toString();
            paragraph.setLength(0);
            begin();
            spans(text, 0);
        }
    }

    /// On a new line, behind an empty one where there was one.
    private void begin() {
        if (out.length() > 0) {
            out.add(gap ? "\n\n" : "\n", 0);
        }
        gap = false;
    }

    private void spans(String text, int style) {
        MarkdownSpans.read(text, style, out, dialect, limit);
    }

    private boolean isMarkdown() {
        return dialect.markup() == Markup.MARKDOWN;
    }

    private static boolean isRule(String bare) {
        char mark = bare.charAt(0);
        return (mark == '-' || mark == '*' || mark == '_')
                && bare.chars().allMatch(c -> c == mark || c == ' ')
                && bare.chars().filter(c -> c == mark).count() >= 3;
    }
}
