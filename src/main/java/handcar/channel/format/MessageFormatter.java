package handcar.channel.format;

import module java.base;

import handcar.channel.ChannelCapabilities;
import handcar.channel.ChannelCapabilities.Markup;
import handcar.chat.Citation;

/// Formats a Markdown message for a channel, with the sources it cites, in parts within the channel's limit. The time is linear
/// in the length of the text.
public final class MessageFormatter {
    private static final Pattern CITED = Pattern.compile("\\[(\\d{1,4})](?!\\()");

    private static final int MAX_TITLE = 120;

    /// A document's title is somebody else's text: it brings no links along.
    private static final Pattern ADDRESS = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://\\S*");

    private static final Pattern MARKUP = Pattern.compile("[\\\\`*\\[\\]<]");

    private MessageFormatter() {}

    /// The parts in the order of sending; at least one for any text that is not empty. Every part is within the limit and has
    /// complete markup; no word is lost between two parts.
    public static List<String> parts(
            String markdown, List<Citation> citations, ChannelCapabilities capabilities) {
        String content = whole(markdown);
        String sources = sources(content, citations, capabilities.markup());
        if (content.isEmpty()) {
            return List.of();
        }
        String all = sources.isEmpty() ? content : content.stripTrailing() + "\n\n" + sources;
        if (capabilities.markup() == Markup.MARKDOWN
                && !all.isBlank()
                && MessageSplitter.length(all, capabilities.unit()) <= capabilities.limit()) {
            return List.of(all);
        }
        MarkupDialect dialect = MarkupDialect.of(capabilities);
        StyledText marked = MarkdownReader.read(content, dialect, capabilities.limit());
        if (!sources.isEmpty()) {
            marked.add("\n\n" + sources, 0);
        }
        List<String> parts =
                new MessageSplitter(finished(marked, capabilities), dialect, capabilities).parts();
        return parts.isEmpty() ? asItIs(content, dialect, capabilities) : parts;
    }

    /// A message in another markup and in one part, for mail.
    public static String inFull(String markdown, Markup markup) {
        String content = whole(markdown);
        ChannelCapabilities capabilities =
                new ChannelCapabilities(
                        Integer.MAX_VALUE,
                        ChannelCapabilities.Unit.UTF16_UNITS,
                        markup,
                        1,
                        Duration.ZERO,
                        Optional.empty());
        MarkupDialect dialect = MarkupDialect.of(capabilities);
        StyledText marked =
                finished(MarkdownReader.read(content, dialect, capabilities.limit()), capabilities);
        return String.join("\n", new MessageSplitter(marked, dialect, capabilities).parts());
    }

    private static StyledText finished(StyledText marked, ChannelCapabilities capabilities) {
        marked.hug();
        if (capabilities.markup() == Markup.WHATSAPP || capabilities.markup() == Markup.SLACK) {
            marked.onlyWholeWords();
        }
        return marked;
    }

    /// A text that has nothing but marks or white space is sent as it is.
    private static List<String> asItIs(
            String content, MarkupDialect dialect, ChannelCapabilities capabilities) {
        StyledText bare = new StyledText();
        bare.add(content, 0);
        List<String> parts = new MessageSplitter(bare, dialect, capabilities).parts();
        return parts.isEmpty() ? List.of(content.substring(0, 1)) : parts;
    }

    /// The text with line feeds only, and without half surrogate pairs, which no provider accepts.
    private static String whole(String content) {
        StringBuilder whole = new StringBuilder(content.length());
        content.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(whole::appendCodePoint);
        return whole.indexOf("\r") < 0
                ? whole.toString()
                : whole.toString().replace("\r\n", "\n").replace('\r', '\n');
    }

    /// A line `[1] Title https://…` for each document that the text cites.
    private static String sources(String content, List<Citation> citations, Markup markup) {
        if (citations.isEmpty()) {
            return "";
        }
        Set<Integer> cited =
                CITED.matcher(content)
                        .results()
                        .map((MatchResult found) -> Integer.valueOf(found.group(1)))
                        .collect(Collectors.toSet());
        Map<String, String> marks = new LinkedHashMap<>();
        for (Citation citation : citations) {
            if (cited.remove(citation.index())) {
                marks.merge(titled(citation, markup), "[" + citation.index() + "]", String::concat);
            }
        }
        return marks.entrySet().stream()
                .map(source -> source.getValue() + " " + source.getKey())
                .collect(Collectors.joining("\n"));
    }

    private static String titled(Citation citation, Markup markup) {
        String title =
                ADDRESS.matcher(whole(citation.title()))
                        .replaceAll("")
                        .replaceAll("\\s+", " ")
                        .strip();
        if (title.length() > MAX_TITLE) {
            int end = title.offsetByCodePoints(0, title.codePointCount(0, MAX_TITLE - 1));
            title = title.substring(0, end) + "…";
        }
        Optional<String> url =
                citation.url()
                        .map(MessageFormatter::whole)
                        .filter(address -> address.startsWith("http"));
        if (markup == Markup.MARKDOWN) {
            title = MARKUP.matcher(title).replaceAll("\\\\$0");
        }
        String page = citation.page().map(number -> ", p. " + number).orElse("");
        return (title + page + url.map(" "::concat).orElse("")).strip();
    }
}
