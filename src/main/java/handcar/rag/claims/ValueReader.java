package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.ClaimValue.Kind;
import handcar.rag.claims.Vocabulary.Unit;

/// Reads the values of a text in [TextForm], from left to right, each character once: addresses and telephone numbers, dates,
/// times, codes such as `B-1037`, then numbers with their units.
final class ValueReader {
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+|(?:https?://|www\\.)[^\\s<>\"')\\]|]+"
                        + "|(?:[a-z0-9][a-z0-9-]+\\.)+[a-z]{2,}(?![\\p{L}\\d-])(?:/[^\\s<>\"')\\]|]*)?");

    private static final Pattern TELEPHONE =
            Pattern.compile(
                    "\\+\\d[\\d ()/.-]{5,}\\d|0\\d[\\d ()/-]{6,}\\d(?![.:]?\\d)"
                            + "|[1-9]\\d{2}(?: \\d{2}){3}(?![.,:]?\\d| ?[€$£₽%])"
                            + "|[1-9]\\d{2} \\d{3} \\d{3}(?![.,: ]?\\d| ?[€$£₽%])");
    private static final Pattern CODE =
            Pattern.compile(
                    "(?![AÀEIOY] |\\p{Lu} \\d+(?:[.,]\\d+)? ?[€$£₽%])(?:\\p{Lu}{1,4}[-"
                            + " ]?\\d{2,}|\\p{L}{1,4}-?\\d)[\\p{L}\\d]*(?:-[\\p{L}\\d]+)*");
    private static final Pattern NUMBER =
            Pattern.compile(
                    "\\d{1,3}(?:[.,']\\d{3})+(?:[.,]\\d{1,2})?(?!\\d)|\\d{1,3}(?:"
                            + " \\d{3})+(?:[.,]\\d{1,2})?(?!\\d)|\\d+(?:[.,]\\d+)?");
    private static final Pattern ARTICLE = Pattern.compile(" (?:an?|the)(?= )");
    private static final Pattern ORDINAL =
            Pattern.compile("(?:st|nd|rd|th|ers?|ère|[eè]me|º|ª)(?!\\p{L})");
    private static final Pattern UNIT_WORD =
            Pattern.compile("[ '-]?(?:(°[cC]?|[%€$£¥₽₹₩₺])|(\\p{L}+²?)(?:[ -](\\p{L}{3,}))?)");

    /// What stands between the numbers of a list that share one unit: `2–3 days`, `6, 12 or 24 months`.
    private static final Pattern LIST =
            Pattern.compile(
                    "\\.? ?(?:-|,|/|&|x|to|or|and|through|bis|oder|und|à|au|a|al|ou|et|o|y|e|по|до|или|и)"
                        + " ?(?:the |el |le |il |zum |zur )?");

    private static final String CURRENCY_SIGNS = "€$£¥₽₹₩₺";

    private final String text;
    private final DateReader dates;
    private final List<ClaimValue> found = new ArrayList<>();

    private ValueReader(String text) {
        this.text = text;
        this.dates = new DateReader(text);
    }

    /// The values in their order, without overlaps.
    static List<ClaimValue> read(String text) {
        ValueReader reader = new ValueReader(text);
        reader.readAll();
        return Bound.addTo(reader.withSharedUnits(), text);
    }

    private void readAll() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean digit = c >= '0' && c <= '9';
            if (digit || Character.isLetter(c) || c == '+') {
                Optional<ClaimValue> value = digit || c == '+' ? atDigit(at) : atLetter(at);
                if (value.isPresent()) {
                    found.add(value.get());
                    at = value.get().end();
                } else {
                    at = endOfWord(at);
                }
            } else {
                at++;
            }
        }
    }

    private int endOfWord(int from) {
        int at = from + 1;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private Optional<ClaimValue> atLetter(int at) {
        int end = endOfWord(at);
        String word = text.substring(at, end).toLowerCase(Locale.ROOT);
        char next = end < text.length() ? text.charAt(end) : ' ';
        if (".@:-_+".indexOf(next) >= 0 || Character.isDigit(next)) {
            Optional<ClaimValue> address = address(at);
            if (address.isPresent()) {
                return address;
            }
        }
        Optional<ClaimValue> date = dates.atWord(at, word);
        if (date.isPresent()) {
            return date;
        }
        String amount = Vocabulary.AMOUNTS.get(word);
        if (amount != null) {
            ClaimValue same = read(amount).getFirst();
            return Optional.of(
                    new ClaimValue(same.kind(), same.forms(), same.scaled(), same.unit(), at, end));
        }
        Unit unit = Vocabulary.UNITS.get(word);
        if (unit != null && SpelledNumber.endOfHalf(text, end) > end) {
            return counted(Set.of("1"), at, at);
        }
        if (unit != null && unit.kind().length() == 3 && next == ' ' && isDigit(end + 1)) {
            return number(end + 1, Optional.of(unit), at);
        }
        if (Vocabulary.HALF.contains(word)) {
            return withUnit(Set.of("50"), "%", at, end);
        }
        Optional<SpelledNumber> number = SpelledNumber.at(text, at);
        if (number.isPresent()) {
            return spelled(number.get(), at);
        }
        Matcher code = matcher(CODE, at);
        if (code.lookingAt() && unit == null) {
            String letters = code.group().replaceAll("[^\\p{L}\\d]", "").toUpperCase(Locale.ROOT);
            return value(Kind.CODE, Set.of(letters), at, code.end());
        }
        return Optional.empty();
    }

    private boolean isDigit(int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private Optional<ClaimValue> spelled(SpelledNumber number, int at) {
        Matcher article = matcher(ARTICLE, number.end());
        boolean half = number.value().compareTo(BigDecimal.ONE) < 0;
        if (half && SpelledNumber.isShare(text, number.end())) {
            return withUnit(Set.of("50"), "%", at, number.end());
        }
        int end = half && article.lookingAt() ? article.end() : number.end();
        Set<String> forms = Set.of(number.value().toPlainString());
        // "a", "one" and "half" count only before a unit
        return counted(forms, at, end)
                .filter(value -> number.counts(value, text.substring(at, number.end())));
    }

    private Optional<ClaimValue> atDigit(int at) {
        return address(at)
                .or(() -> telephone(at))
                .or(
                        () ->
                                isDigit(at)
                                        ? dates.atDigit(at)
                                                .or(() -> number(at, Optional.empty(), at))
                                        : Optional.empty());
    }

    private Optional<ClaimValue> address(int at) {
        Matcher address = matcher(ADDRESS, at);
        if (!address.lookingAt()) {
            return Optional.empty();
        }
        String form =
                address.group()
                        .toLowerCase(Locale.ROOT)
                        .replaceFirst("^https?://", "")
                        .replaceFirst("^www\\.", "")
                        .replaceFirst("[.,;:!?/]+$", "");
        int trailing =
                address.group().length() - address.group().replaceFirst("[.,;:!?]+$", "").length();
        return value(Kind.ADDRESS, Set.of(form), at, address.end() - trailing);
    }

    private Optional<ClaimValue> telephone(int at) {
        Matcher number = matcher(TELEPHONE, at);
        if (!number.lookingAt()) {
            return Optional.empty();
        }
        String digits = number.group().replaceAll("\\D", "").replaceFirst("^0+", "");
        return value(Kind.ADDRESS, Set.of(digits), at, number.end());
    }

    private Optional<ClaimValue> number(int at, Optional<Unit> before, int start) {
        Matcher number = matcher(NUMBER, at);
        if (!number.lookingAt()) {
            return Optional.empty();
        }
        Matcher ordinal = matcher(ORDINAL, number.end());
        int end = ordinal.lookingAt() ? ordinal.end() : number.end();
        Set<String> forms = ClaimValue.forms(number.group());
        Optional<Unit> unit = before.or(() -> sign(start));
        return unit.isPresent()
                ? Optional.of(ClaimValue.of(forms, unit.get(), start, end))
                : counted(isBelowZero(at, end) ? negative(forms) : forms, start, end);
    }

    /// Only degrees are read with their sign: elsewhere a hyphen before a number is a range or a list.
    private boolean isBelowZero(int at, int end) {
        boolean minus =
                at > 0
                        && text.charAt(at - 1) == '-'
                        && (at == 1 || !Character.isLetterOrDigit(text.charAt(at - 2)));
        return minus && text.substring(end, Math.min(text.length(), end + 3)).contains("°");
    }

    private static Set<String> negative(Set<String> forms) {
        return forms.stream().map(form -> "-" + form).collect(Collectors.toSet());
    }

    private Optional<Unit> sign(int start) {
        int at = start > 0 && text.charAt(start - 1) == ' ' ? start - 2 : start - 1;
        boolean is = at >= 0 && CURRENCY_SIGNS.indexOf(text.charAt(at)) >= 0;
        boolean ofNumberBefore =
                is
                        && at > 0
                        && (Character.isDigit(text.charAt(at - 1))
                                || (text.charAt(at - 1) == ' '
                                        && at > 1
                                        && Character.isDigit(text.charAt(at - 2))));
        return is && !ofNumberBefore
                ? Optional.ofNullable(Vocabulary.UNITS.get(text.substring(at, at + 1)))
                : Optional.empty();
    }

    /// The number with the unit behind it, if there is one.
    private Optional<ClaimValue> counted(Set<String> forms, int start, int end) {
        Matcher word = matcher(UNIT_WORD, end);
        if (word.lookingAt()) {
            if (word.group(1) != null && !isSignOf(word.end(1), word.group(1))) {
                return withUnit(forms, word.group(1), start, word.end(1));
            }
            Optional<ClaimValue> first =
                    word.group(2) == null
                            ? Optional.empty()
                            : withUnit(forms, word.group(2), start, word.end(2));
            if (first.isPresent()) {
                return first;
            }
            if (word.group(3) != null && SpelledNumber.at(text, word.start(2)).isEmpty()) {
                Optional<ClaimValue> second = withUnit(forms, word.group(3), start, end);
                if (second.isPresent()) {
                    return second;
                }
            }
        }
        return value(Kind.NUMBER, forms, start, end);
    }

    /// "Without one £29": the sign belongs to the number behind it.
    private boolean isSignOf(int at, String sign) {
        return CURRENCY_SIGNS.contains(sign) && isDigit(at);
    }

    private Optional<ClaimValue> withUnit(Set<String> forms, String word, int start, int end) {
        int half = SpelledNumber.endOfHalf(text, end);
        return Optional.ofNullable(Vocabulary.UNITS.get(word.toLowerCase(Locale.ROOT)))
                .map(
                        unit ->
                                ClaimValue.of(
                                        half > end ? SpelledNumber.withHalf(forms) : forms,
                                        unit,
                                        start,
                                        half));
    }

    /// Numbers of a list or range take the unit or the month of the last one.
    private List<ClaimValue> withSharedUnits() {
        for (int at = found.size() - 2; at >= 0; at--) {
            ClaimValue value = found.get(at);
            ClaimValue next = found.get(at + 1);
            if (value.kind() == Kind.NUMBER
                    && value.unit().isEmpty()
                    && LIST.matcher(text.substring(value.end(), next.start())).matches()) {
                if (next.kind() == Kind.DATE) {
                    found.set(at, next.onDay(value));
                } else if (!next.unit().isEmpty()) {
                    Unit unit = new Unit(next.unit(), factor(next));
                    found.set(at, ClaimValue.of(value.forms(), unit, value.start(), value.end()));
                }
            }
        }
        return List.copyOf(found);
    }

    private static BigDecimal factor(ClaimValue value) {
        BigDecimal form = new BigDecimal(value.forms().iterator().next());
        BigDecimal scaled = new BigDecimal(value.scaled().iterator().next());
        return form.signum() == 0 || value.forms().size() > 1
                ? BigDecimal.ONE
                : scaled.divide(form, MathContext.DECIMAL64);
    }

    private Matcher matcher(Pattern pattern, int at) {
        return pattern.matcher(text).region(at, text.length()).useTransparentBounds(true);
    }

    private static Optional<ClaimValue> value(Kind kind, Set<String> forms, int start, int end) {
        return Optional.of(new ClaimValue(kind, forms, Set.of(), "", start, end));
    }
}
