package handcar.rag.extract;

import module java.base;

/// The block of YAML at the beginning of a Markdown file, between `---` and `---` or `...`, as site generators write it. A rule
/// at the top of a text looks the same, so every line has to be YAML: keys in small letters, lists, or what belongs to them.
record FrontMatter(int end, Optional<String> title) {
    private static final FrontMatter NONE = new FrontMatter(0, Optional.empty());

    /// Characters. Longer ones are no front matter, and looking for the end takes time.
    private static final int LONGEST = 20_000;

    private static final Pattern KEY = Pattern.compile("[a-z_\"'][\\w.\"'-]{0,60}:(?:\\s.*)?");
    private static final Pattern MORE = Pattern.compile("\\s+\\S.*|-(?:\\s.*)?|#.*|[\\[\\]{}].*");
    private static final Pattern TITLE =
            Pattern.compile("(?m)^title:[ \t]*[\"']?(.*?)[\"']?[ \t]*$");

    /// The front matter of this text, whose lines end with `\n`; it ends at 0 when there is none.
    static FrontMatter of(String source) {
        if (!source.startsWith("---\n")) {
            return NONE;
        }
        int from = 4;
        boolean keys = false;
        while (from < Math.min(source.length(), LONGEST)) {
            int to = source.indexOf('\n', from);
            to = to < 0 ? source.length() : to;
            String line = source.substring(from, to).stripTrailing();
            if (line.equals("---") || line.equals("...")) {
                Matcher said = TITLE.matcher(source.substring(0, from));
                return keys
                        ? new FrontMatter(
                                Math.min(to + 1, source.length()),
                                said.find()
                                        ? ExtractedText.titled(said.group(1))
                                        : Optional.empty())
                        : NONE;
            }
            boolean key = KEY.matcher(line).matches();
            if (!key && !(keys && (line.isEmpty() || MORE.matcher(line).matches()))) {
                return NONE;
            }
            keys |= key;
            from = to + 1;
        }
        return NONE;
    }
}
