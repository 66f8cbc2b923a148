package handcar.rag.claims;

import module java.base;

import handcar.rag.claims.Vocabulary.Unit;

/// A number, time, date, code or address in a text, in a form that can be compared across languages and formats.
///
/// @param forms what it may mean: `1.149` is 1149 and 1.149; a time is minutes since midnight, a date `MM-dd` or `yyyy-MM-dd`
/// @param scaled the same in the base unit of its kind; empty without a unit
/// @param unit the kind of unit (`eur`, `time`, `percent`); empty when it has none
/// @param start UTF-16 offset in the text, as is `end`
/// @param bound whether it is the least or the most
/// @param rate what it is paid or counted for, such as a day
public record ClaimValue(
        Kind kind,
        Set<String> forms,
        Set<String> scaled,
        String unit,
        int start,
        int end,
        Bound bound,
        Rate rate) {
    ClaimValue(Kind kind, Set<String> forms, Set<String> scaled, String unit, int start, int end) {
        this(kind, forms, scaled, unit, start, end, Bound.NONE, Rate.NONE);
    }

    ClaimValue with(Bound otherBound, Rate otherRate) {
        return new ClaimValue(kind, forms, scaled, unit, start, end, otherBound, otherRate);
    }

    public enum Kind {
        NUMBER,
        TIME,
        DATE,
        CODE,
        ADDRESS
    }

    private static final int MINUTES = 60;
    private static final BigDecimal DAY = BigDecimal.valueOf(24);

    /// Digits of a telephone number that stand in it with and without the codes before.
    private static final int LOCAL_NUMBER = 7;

    /// Whether this value of a claim stands in a source as that one, and not as the least where that is the most, nor for a week
    /// where that is for a day.
    boolean isStatedBy(ClaimValue source) {
        return !bound.isOpposite(source.bound) && rate.isOf(source.rate) && isSame(source);
    }

    private boolean isSame(ClaimValue source) {
        return switch (kind) {
            case NUMBER -> isNumber(source);
            case TIME -> source.kind == Kind.NUMBER ? source.isHour(this) : sharesForm(source);
            case DATE -> source.kind == Kind.DATE && isDate(source);
            case CODE -> source.kind == Kind.CODE && sharesForm(source);
            case ADDRESS -> source.kind == Kind.ADDRESS && isAddress(source);
        };
    }

    /// Whether both are numbers of one unit and this is the larger.
    boolean isMoreThan(ClaimValue other) {
        return kind == Kind.NUMBER
                && isComparable(other)
                && number(this).compareTo(number(other)) > 0;
    }

    private static BigDecimal number(ClaimValue value) {
        Set<String> forms = value.unit.isEmpty() ? value.forms : value.scaled;
        return new BigDecimal(Collections.max(forms, Comparator.comparing(BigDecimal::new)));
    }

    /// Whether both count the same kind of thing, so that one may be taken for the other.
    boolean isComparable(ClaimValue other) {
        return kind == other.kind && unit.equals(other.unit);
    }

    /// Whether both may count the same, as "from 6" behind "8 years" does.
    boolean mayBe(ClaimValue other) {
        return isComparable(other)
                || (isCount() && other.isCount() && (unit.isEmpty() || other.unit.isEmpty()));
    }

    private boolean isCount() {
        return kind == Kind.NUMBER || kind == Kind.TIME;
    }

    /// Whether it is an amount of money; their units are the codes of ISO 4217.
    boolean isMoney() {
        return unit.length() == 3;
    }

    /// Whether it is a time of day, or how many hours there are.
    boolean isHours() {
        return kind == Kind.TIME || (kind == Kind.NUMBER && unit.equals("time"));
    }

    /// Whether it is one of a unit: "a week".
    boolean isSingle() {
        return !unit.isEmpty() && forms.equals(Set.of("1"));
    }

    /// Whether it is one of this unit.
    boolean isSingleOf(Unit other) {
        return isSingle() && unit.equals(other.kind()) && scaled.contains(plain(other.factor()));
    }

    /// Whether a word is its unit.
    boolean isCountedIn(String word) {
        Unit named = Vocabulary.UNITS.get(word);
        return named != null && named.kind().equals(unit) && scaled.contains(plain(named.factor()));
    }

    private boolean sharesForm(ClaimValue other) {
        return kind == other.kind && !Collections.disjoint(forms, other.forms);
    }

    private boolean isNumber(ClaimValue source) {
        return switch (source.kind) {
            case NUMBER -> {
                if (unit.equals(source.unit) && !unit.isEmpty()) {
                    yield !Collections.disjoint(scaled, source.scaled);
                }
                yield (unit.isEmpty() || source.unit.isEmpty())
                        && !Collections.disjoint(forms, source.forms);
            }
            case TIME -> isHour(source);
            case CODE ->
                    unit.isEmpty()
                            && source.forms.stream()
                                    .map(code -> code.replaceAll("\\D", ""))
                                    .anyMatch(forms::contains);
            case DATE -> unit.isEmpty() && source.forms.stream().anyMatch(this::isYear);
            case ADDRESS -> false;
        };
    }

    private boolean isYear(String date) {
        return date.length() > 5 && forms.contains(date.substring(0, 4));
    }

    /// "From 10 to 18:30": a plain number may be an hour, and "8.30" an hour with its minutes.
    private boolean isHour(ClaimValue time) {
        return (unit.isEmpty() || unit.equals("time"))
                && forms.stream()
                        .map(BigDecimal::new)
                        .filter(form -> form.signum() >= 0 && form.compareTo(DAY) <= 0)
                        .anyMatch(form -> time.forms.contains(minutes(form)));
    }

    private static String minutes(BigDecimal hours) {
        int hour = hours.intValue();
        return minutes(hour, hours.subtract(BigDecimal.valueOf(hour)).movePointRight(2).intValue());
    }

    private boolean isDate(ClaimValue source) {
        for (String mine : forms) {
            for (String theirs : source.forms) {
                boolean both = mine.length() > 5 && theirs.length() > 5;
                if (both ? mine.equals(theirs) : day(mine).equals(day(theirs))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String day(String date) {
        return date.substring(date.length() - 5);
    }

    private boolean isAddress(ClaimValue source) {
        return forms.stream()
                .anyMatch(
                        mine -> source.forms.stream().anyMatch(theirs -> isAddress(mine, theirs)));
    }

    private static boolean isAddress(String mine, String theirs) {
        boolean phones = isPhone(mine) && isPhone(theirs);
        return theirs.equals(mine)
                || theirs.startsWith(mine + "/")
                || (phones && (theirs.endsWith(mine) || mine.endsWith(theirs)));
    }

    private static boolean isPhone(String address) {
        return address.length() >= LOCAL_NUMBER && address.chars().allMatch(Character::isDigit);
    }

    /// This date on another day, as in "24 and 31 December"; the number itself when it is no day.
    ClaimValue onDay(ClaimValue number) {
        boolean day = number.forms.stream().allMatch(form -> form.matches("[1-9]|[12]\\d|3[01]"));
        String of = number.forms.iterator().next();
        Set<String> dates =
                forms.stream()
                        .map(
                                form ->
                                        form.substring(0, form.length() - 2)
                                                + (of.length() == 1 ? "0" : "")
                                                + of)
                        .collect(Collectors.toUnmodifiableSet());
        return day ? new ClaimValue(kind, dates, scaled, unit, number.start, number.end) : number;
    }

    static String minutes(int hour, int minute) {
        return String.valueOf(hour * MINUTES + minute);
    }

    /// A number with its unit.
    static ClaimValue of(Set<String> forms, Unit unit, int start, int end) {
        Set<String> scaled =
                forms.stream()
                        .map(form -> plain(new BigDecimal(form).multiply(unit.factor())))
                        .collect(Collectors.toSet());
        return new ClaimValue(Kind.NUMBER, forms, scaled, unit.kind(), start, end);
    }

    /// What a written number may mean: `1.149` is 1149 or 1.149, `1.000,50` only 1000.5.
    static Set<String> forms(String written) {
        String digits = written.replaceAll("[' ]", "");
        int dot = digits.lastIndexOf('.');
        int comma = digits.lastIndexOf(',');
        int last = Math.max(dot, comma);
        if (last < 0) {
            return Set.of(plain(new BigDecimal(digits)));
        }
        String whole = digits.replaceAll("[.,]", "");
        String decimal =
                digits.substring(0, last).replaceAll("[.,]", "") + "." + digits.substring(last + 1);
        boolean both = dot >= 0 && comma >= 0;
        boolean groups = digits.length() - last == 4;
        boolean once = digits.indexOf(digits.charAt(last)) == last;
        if (groups && !both) {
            return once
                    ? Set.of(plain(new BigDecimal(whole)), plain(new BigDecimal(decimal)))
                    : Set.of(plain(new BigDecimal(whole)));
        }
        return Set.of(plain(new BigDecimal(groups ? whole : decimal)));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
