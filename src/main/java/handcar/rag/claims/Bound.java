package handcar.rag.claims;

import module java.base;

/// What the words beside a value make of it: "at least 14 days", "over 20 kg", "before 1975"; the ends of a range are the least
/// and the most.
enum Bound {
    NONE,
    LEAST,
    MOST;

    /// How far from a value its bound may stand.
    private static final int REACH = 40;

    private static final String UNTIL = Vocabulary.pattern("bound-until");
    private static final String FROM = Vocabulary.pattern("bound-from");
    private static final Pattern BEFORE_VALUE =
            Pattern.compile(
                    "(?<![\\p{L}-])(?<not>(?:"
                            + Vocabulary.pattern("bound-not")
                            + ") )?(?:(?<until>"
                            + UNTIL
                            + ")|(?<from>"
                            + FROM
                            + ")|(?<most>"
                            + Vocabulary.pattern("bound-most")
                            + ")|(?<least>"
                            + Vocabulary.pattern("bound-least")
                            + "))(?: (?:"
                            + Vocabulary.pattern("bound-gap")
                            + "))* ?[€$£¥₽₹₩₺]? ?$");

    private static final Pattern BEHIND_VALUE =
            Pattern.compile(
                    "^[ ,(]{1,2}(?:\\p{L}+ )?(?:(?<most>"
                            + Vocabulary.pattern("bound-most-behind")
                            + ")|(?<least>"
                            + Vocabulary.pattern("bound-least-behind")
                            + "))(?!\\p{L})");

    /// "The minimum hire is four hours", "die Mindestmietdauer beträgt drei Stunden".
    private static final Pattern SUBJECT =
            Pattern.compile(
                    "(?<!\\p{L})(?:(?<most>"
                            + Vocabulary.alternatives("bound-most-subject")
                            + ")|(?:"
                            + Vocabulary.alternatives("bound-least-subject")
                            + ")) (?:[\\p{L}-]+ ){1,4}$");

    /// "Until 14 days before the start" is at least 14 days before it.
    private static final Pattern AHEAD =
            Pattern.compile(
                    "^ (?:\\p{L}+ )?(?:" + Vocabulary.pattern("bound-ahead") + ")(?!\\p{L})");

    /// What begins where a bound ends: "within 15 miles; beyond that". The sentence speaks of both sides.
    private static final Pattern GOES_ON =
            Pattern.compile("(?<!\\p{L})(?:" + Vocabulary.pattern("bound-goes-on") + ")(?!\\p{L})");

    boolean isOpposite(Bound other) {
        return this != NONE && other != NONE && this != other;
    }

    /// Whether a text that a value follows begins with a denial that only turns its bound: "not older than".
    static boolean isTurned(String before) {
        Matcher bound = BEFORE_VALUE.matcher(before);
        return bound.find() && bound.start("not") == 0;
    }

    private Bound opposite() {
        return switch (this) {
            case NONE -> NONE;
            case LEAST -> MOST;
            case MOST -> LEAST;
        };
    }

    private static final Pattern RANGE =
            Pattern.compile(" ?(?:" + Vocabulary.pattern("range") + ") ?(?:[€$£¥] ?)?");

    /// These join the ends of a range only behind "between".
    private static final Pattern JOINED =
            Pattern.compile(" ?(?:" + Vocabulary.pattern("range-joined") + ") ?");

    private static final Pattern BETWEEN =
            Pattern.compile(
                    "(?<!\\p{L})(?:"
                            + Vocabulary.pattern("range-between")
                            + ") (?:\\p{L}{2,3} )?$");

    /// The same values, each with its bound and its rate.
    static List<ClaimValue> addTo(List<ClaimValue> values, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (values.isEmpty() || lower.length() != text.length()) {
            return values;
        }
        boolean both = GOES_ON.matcher(lower).find();
        List<ClaimValue> read = new ArrayList<>();
        for (ClaimValue value : values) {
            Rate rate =
                    value.kind() == ClaimValue.Kind.NUMBER
                            ? Rate.of(value.start(), value.end(), lower)
                            : Rate.NONE;
            Bound bound = both ? NONE : of(value, lower);
            if (!read.isEmpty() && isRange(read.getLast(), value, lower)) {
                ClaimValue first = read.removeLast();
                boolean falls = first.isMoreThan(value); // "between 48 and 6 hours before"
                read.add(first.with(falls ? MOST : LEAST, first.rate()));
                bound = falls ? LEAST : MOST;
            }
            read.add(value.with(bound, rate));
        }
        return List.copyOf(read);
    }

    /// Whether they are the ends of a range: "from 9 to 17", "between 9 and 17".
    private static boolean isRange(ClaimValue first, ClaimValue last, String lower) {
        String between = lower.substring(first.end(), last.start());
        return first.isComparable(last)
                && RANGE.matcher(between).matches()
                && (!JOINED.matcher(between).matches()
                        || BETWEEN.matcher(
                                        lower.substring(
                                                Math.max(0, first.start() - REACH), first.start()))
                                .find());
    }

    /// "What is not fetched within 60 days": afterwards something else holds.
    private static boolean isDenied(String before) {
        String clause =
                before.substring(Math.max(before.lastIndexOf(','), before.lastIndexOf(';')) + 1);
        return Arrays.stream(clause.split("[^\\p{L}']+", -1)).anyMatch(Vocabulary.DENY::contains);
    }

    private static Bound of(ClaimValue value, String lower) {
        Matcher before =
                BEFORE_VALUE.matcher(
                        lower.substring(Math.max(0, value.start() - REACH), value.start()));
        String rest = lower.substring(value.end(), Math.min(lower.length(), value.end() + REACH));
        if (before.find()) {
            if (isDenied(lower.substring(0, Math.max(0, value.start() - REACH) + before.start()))) {
                return NONE;
            }
            boolean most = before.group("most") != null || before.group("until") != null;
            boolean turns = before.group("until") != null || before.group("from") != null;
            boolean ahead = value.unit().equals("time") && AHEAD.matcher(rest).find();
            Bound bound = most ? MOST : LEAST;
            bound = before.group("not") == null ? bound : bound.opposite();
            return turns && ahead ? bound.opposite() : bound;
        }
        Matcher behind = BEHIND_VALUE.matcher(rest);
        if (behind.find()) {
            return behind.group("most") == null ? LEAST : MOST;
        }
        Matcher subject =
                SUBJECT.matcher(lower.substring(Math.max(0, value.start() - REACH), value.start()));
        if (subject.find()) {
            return subject.group("most") == null ? LEAST : MOST;
        }
        return NONE;
    }
}
