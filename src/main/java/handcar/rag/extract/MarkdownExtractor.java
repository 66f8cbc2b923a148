package handcar.rag.extract;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Markdown: headings and lists stay what they are, the lines of a paragraph become one, code keeps its lines, links
/// become "text (address)". What only drives a page generator (front matter, comments, tags) is left out.
final class MarkdownExtractor {
    private static final Pattern HEADING = Pattern.compile("^ {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$");
    private static final Pattern UNDERLINE = Pattern.compile("^ {0,3}(=+|-{2,})[ \t]*$");
    private static final Pattern ITEM = Pattern.compile("^[ \t]*([-*+]|\\d{1,9}[.)])[ \t]+(.*)$");
    private static final Pattern FENCE = Pattern.compile("^ {0,3}(```|~~~).*$");
    private static final Pattern RULE = Pattern.compile("^ {0,3}([-*_][ \t]*){3,}$");
    private static final Pattern TABLE_RULE = Pattern.compile("^[ \t]*\\|?[-:| \t]+\\|[-:| \t]*$");
    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");
    private static final Pattern TITLE =
            Pattern.compile("(?m)^title:[ \t]*[\"']?(.*?)[\"']?[ \t]*$");
    private static final Pattern IMAGE =
            Pattern.compile("!\\[([^\\[\\]\n]{0,300})]\\([^()\n]{0,2000}\\)");
    private static final Pattern LINK =
            Pattern.compile(
                    "\\[([^\\[\\]\n]{1,500})]\\(([^()\\s]{0,2000})(?:[ \t][^()\n]{0,300})?\\)");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>\n]{0,500}>");
    private static final Pattern STRONG = Pattern.compile("(\\*\\*|__)(?=\\S)([^*_\n]{1,1000})\\1");

    private final TextBuilder draft = new TextBuilder();
    private final StringBuilder paragraph = new StringBuilder();
    private Optional<String> title = Optional.empty();
    private boolean item;

    private MarkdownExtractor() {}

    static ExtractedText read(String source) {
        if (source.length() > TextBuilder.LONGEST) {
            throw TextBuilder.tooLong();
        }
        MarkdownExtractor markdown = new MarkdownExtractor();
        String body = markdown.frontMatter(source.replace("\r\n", "\n").replace('\r', '\n'));
        markdown.lines(COMMENT.matcher(body).replaceAll("").lines().toList());
        return new ExtractedText(FileType.MARKDOWN, markdown.title, markdown.draft.text());
    }

    private String frontMatter(String source) {
        int end = source.startsWith("---\n") ? source.indexOf("\n---", 3) : -1;
        if (end < 0) {
            return source;
        }
        Matcher said = TITLE.matcher(source.substring(0, end));
        title = said.find() ? ExtractedText.titled(said.group(1)) : Optional.empty();
        int body = source.indexOf('\n', end + 1);
        return body < 0 ? "" : source.substring(body + 1);
    }

    private void lines(List<String> lines) {
        boolean code = false;
        for (String line : lines) {
            if (FENCE.matcher(line).matches()) {
                flush();
                if (!code) {
                    draft.gap();
                }
                code = !code;
                draft.add(code ? "```\n" : "```\n\n");
            } else if (code) {
                draft.add(line + "\n");
            } else {
                text(line);
            }
        }
        flush();
    }

    private void text(String line) {
        Matcher heading = HEADING.matcher(line);
        if (heading.matches()) {
            heading(heading.group(1).length(), heading.group(2));
        } else if (UNDERLINE.matcher(line).matches() && !paragraph.isEmpty() && !item) {
            String text = paragraph.toString();
            paragraph.setLength(0);
            heading(line.contains("=") ? 1 : 2, text);
        } else if (line.isBlank() || RULE.matcher(line).matches()) {
            flush();
            draft.gap();
        } else if (paragraph.isEmpty() && (line.startsWith("    ") || line.startsWith("\t"))) {
            draft.add(line + "\n");
        } else {
            block(line);
        }
    }

    private void block(String line) {
        Matcher listed = ITEM.matcher(line);
        if (line.stripLeading().startsWith("|")) {
            flush();
            draft.line(TABLE_RULE.matcher(line).matches() ? "" : inline(line));
        } else if (listed.matches()) {
            flush();
            item = true;
            String mark = listed.group(1);
            paragraph
                    .append(Character.isDigit(mark.charAt(0)) ? mark : "-")
                    .append(' ')
                    .append(listed.group(2));
        } else {
            String bare = line.strip();
            paragraph
                    .append(paragraph.isEmpty() ? "" : " ")
                    .append(bare.startsWith(">") ? bare.substring(1).strip() : bare);
        }
    }

    private void heading(int level, String text) {
        flush();
        String bare = inline(text);
        if (title.isEmpty() && level == 1) {
            title = ExtractedText.titled(bare);
        }
        draft.heading(level, bare);
    }

    private void flush() {
        String text = inline(paragraph.toString());
        paragraph.setLength(0);
        if (item) {
            draft.line(text);
        } else {
            draft.paragraph(text);
        }
        item = false;
    }

    private static String inline(String text) {
        if (text.isEmpty()) {
            return text;
        }
        String plain = IMAGE.matcher(text).replaceAll("$1");
        plain =
                LINK.matcher(plain)
                        .replaceAll(
                                link ->
                                        Matcher.quoteReplacement(
                                                link.group(2).contains("://")
                                                                && !link.group(2)
                                                                        .equals(link.group(1))
                                                        ? link.group(1) + " (" + link.group(2) + ")"
                                                        : link.group(1)));
        return STRONG.matcher(TAG.matcher(plain).replaceAll("")).replaceAll("$2");
    }
}
