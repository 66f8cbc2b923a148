package handcar.channel.email;

import module java.base;

import handcar.text.ResourceProperties;

/// Removes the quoted history below a reply, and the signature. In doubt text is kept; a mail that would be empty is kept whole.
final class QuotedReplyStripper {
    private static final Properties WORDS =
            ResourceProperties.read(QuotedReplyStripper.class, "quoted-replies.properties");

    private static final List<Pattern> WROTE =
            WORDS.stringPropertyNames().stream()
                    .filter(name -> name.startsWith("wrote."))
                    .map(name -> pattern("^(?s:%s)\\s?:$", name))
                    .toList();

    private static final Pattern ORIGINAL = pattern("(?iu)^-{2,}\\s?(?:%s)\\s?-{2,}$", "original");

    private static final Pattern FORWARDED =
            pattern("(?iu)^(?:-{2,}\\s?(?:%s)\\s?-{2,}|Begin forwarded message:)$", "forwarded");

    private static final Pattern FORWARD_SUBJECT = pattern("(?i)^(?:%s)\\s?:.*", "forward");
    private static final Pattern SENDER = pattern("^\\*?(?:%s)\\s?:\\*? ?\\S.{0,300}$", "sender");
    private static final Pattern FIELD = pattern("^\\*?(?:%s)\\s?:\\*? ?.{0,500}$", "field");
    private static final Pattern PHONE = pattern("^(?:%s).{0,80}$", "phone");
    private static final Pattern RULE = Pattern.compile("^[_\\-=*]{5,}$");

    /// Programs break the line above a quoted mail anywhere.
    private static final int MOST_LINES_OF_ONE = 4;

    private static final int MOST_LINES_OF_HEAD = 6;

    private final List<String> lines;
    private final boolean forwarding;

    private QuotedReplyStripper(List<String> lines, boolean forwarding) {
        this.lines = lines;
        this.forwarding = forwarding;
    }

    static String of(String whole, String subject) {
        List<String> lines = List.of(whole.split("\n", -1));
        String fresh =
                new QuotedReplyStripper(lines, FORWARD_SUBJECT.matcher(subject).matches()).read();
        return fresh.isEmpty() ? whole.strip() : fresh;
    }

    private static Pattern pattern(String form, String words) {
        return Pattern.compile(form.formatted(WORDS.getProperty(words)));
    }

    private String read() {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            int wrote = wrote(i);
            if (wrote > 0 && quotedFrom(i + wrote)) {
                i += wrote - 1;
            } else if (wrote > 0 || isHistory(i, line)) {
                break;
            } else if (isSignature(i) && !kept.isEmpty()) {
                break;
            } else if (FORWARDED.matcher(line).matches()) {
                kept.addAll(lines.subList(i, lines.size()));
                break;
            } else if (!line.startsWith(">")) {
                kept.add(lines.get(i).stripTrailing());
            }
        }
        return finished(kept);
    }

    /// How many lines the line above a quoted mail takes from here on; 0 when this is none.
    private int wrote(int at) {
        if (forwarding || lines.get(at).isBlank()) {
            return 0;
        }
        StringBuilder joined = new StringBuilder();
        for (int n = 1; n <= MOST_LINES_OF_ONE && at + n <= lines.size(); n++) {
            String line = lines.get(at + n - 1).strip();
            if (line.isEmpty()) {
                return 0;
            }
            joined.append(joined.isEmpty() ? "" : " ").append(line);
            if (line.endsWith(":") && joined.length() < 600) {
                String one = joined.toString();
                return one.chars().filter(Character::isDigit).count() >= 3
                                && WROTE.stream().anyMatch(form -> form.matcher(one).matches())
                        ? n
                        : 0;
            }
        }
        return 0;
    }

    /// Whether the quoted mail is marked line by line: the text after it is new then.
    private boolean quotedFrom(int at) {
        int next = at;
        while (next < lines.size() && lines.get(next).isBlank()) {
            next++;
        }
        return next < lines.size() && lines.get(next).startsWith(">");
    }

    private boolean isHistory(int at, String line) {
        if (forwarding) {
            return false;
        }
        return ORIGINAL.matcher(line).matches()
                || isHead(at, line)
                || (RULE.matcher(line).matches() && headFollows(at + 1));
    }

    private boolean headFollows(int at) {
        for (int i = at; i < lines.size() && i < at + 2; i++) {
            if (!lines.get(i).isBlank()) {
                return isHead(i, lines.get(i).strip());
            }
        }
        return false;
    }

    private boolean isHead(int at, String line) {
        if (!SENDER.matcher(line).matches()) {
            return false;
        }
        long found =
                lines.subList(at + 1, Math.min(lines.size(), at + 1 + MOST_LINES_OF_HEAD)).stream()
                        .filter(next -> FIELD.matcher(next.strip()).matches())
                        .count();
        return found >= 2;
    }

    /// RFC 3676, 4.3; many programs lose the blank at the end.
    private boolean isSignature(int at) {
        String line = lines.get(at);
        return line.equals("-- ") || line.equals("--");
    }

    private static String finished(List<String> kept) {
        int end = kept.size();
        while (end > 0
                && (kept.get(end - 1).isBlank()
                        || PHONE.matcher(kept.get(end - 1).strip()).matches())) {
            end--;
        }
        return String.join("\n", kept.subList(0, end)).replaceAll("\n{3,}", "\n\n").strip();
    }
}
