package handcar.rag.extract;

import module java.base;

/// The block of YAML between `---` and `---` or `...`, or of TOML between `+++` and `+++`, at the beginning of a Markdown file, as
/// site generators write it. A rule at the top of a text looks the same, so every line has to be of that language: keys in
/// small letters, lists, or what belongs to them.
record FrontMatter(int end, Optional<String> title) {
    private static final FrontMatter NONE = new FrontMatter(0, Optional.empty());

    /// Characters. Longer ones are no front matter, and looking for the end takes time.
    private static final int LONGEST = 20_000;

    private enum Kind {
        YAML(
                "---|\\.\\.\\.",
                "[a-z_\"'][\\w.\"'-]{0,60}:(?:\\s.*)?",
                "\\s+\\S.*|-(?:\\s.*)?|#.*|[\\[\\]{}].*",
                "(?m)^title:[ \t]*[\"']?(.*?)[\"']?[ \t]*$"),
        TOML(
                "\\+\\+\\+",
                "[A-Za-z0-9_\"'][\\w.\"' -]{0,60}=.*|\\[\\[?[\\w.\"' -]+]]?\\s*(?:#.*)?",
                ".*",
                "(?m)^title[ \t]*=[ \t]*(?:\"{3}|'{3}|[\"'])?(.*?)(?:\"{3}|'{3}|[\"'])?[ \t]*$");

        private final Pattern end;
        private final Pattern key;

        /// What may follow a key.
        private final Pattern more;

        private final Pattern title;

        Kind(String end, String key, String more, String title) {
            this.end = Pattern.compile(end);
            this.key = Pattern.compile(key);
            this.more = Pattern.compile(more);
            this.title = Pattern.compile(title);
        }
    }

    /// The front matter of this text, whose lines end with `\n`; it ends at 0 when there is none.
    static FrontMatter of(String source) {
        return source.startsWith("---\n")
                ? of(source, Kind.YAML)
                : source.startsWith("+++\n") ? of(source, Kind.TOML) : NONE;
    }

    private static FrontMatter of(String source, Kind kind) {
        int from = 4;
        boolean keys = false;
        while (from < Math.min(source.length(), LONGEST)) {
            int to = source.indexOf('\n', from);
            to = to < 0 ? source.length() : to;
            String line = source.substring(from, to).stripTrailing();
            if (kind.end.matcher(line).matches()) {
                Matcher said = kind.title.matcher(source.substring(0, from));
                return keys
                        ? new FrontMatter(
                                Math.min(to + 1, source.length()),
                                said.find()
                                        ? ExtractedText.titled(said.group(1))
                                        : Optional.empty())
                        : NONE;
            }
            boolean key = kind.key.matcher(line).matches();
            if (!key && !(keys && (line.isEmpty() || kind.more.matcher(line).matches()))) {
                return NONE;
            }
            keys |= key;
            from = to + 1;
        }
        return NONE;
    }
}
