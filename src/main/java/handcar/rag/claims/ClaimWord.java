package handcar.rag.claims;

import module java.base;

/// A word of a text as it is compared.
///
/// @param key the word without case and accents, or what it stands for: `§ship` a concept, `@no` a country, `#5` Friday, `!free`
///     a word that widens the statement
/// @param form the word without case and accents
/// @param start UTF-16 offset in the text
public record ClaimWord(String key, String form, Kind kind, int start) {
    public enum Kind {
        /// Any word that is no function word.
        PLAIN,
        /// A capitalised word inside a sentence, a country, a day of the week: must stand in the source.
        NAME,
        /// Says how much or how soon: must stand in the source too.
        WIDENING
    }

    /// What stands for every word that limits a statement.
    static final String ONLY = "!only";

    /// The concept that every amount of money stands for.
    static final String COST = "§cost";

    /// What stands for every word that says that nothing is paid.
    static final String FREE = "!free";

    /// The concept of what is open or closed.
    static final String OPEN = "§open";

    private static final Set<String> FRAMING =
            Set.of(COST, "§pay", "§customer", "§more", "§less", "§age", "§order", "§buy");

    /// A shorter word stands for a longer one from this length on, as a part of a compound.
    private static final int PART = 5;

    /// Beginnings that make a word its opposite: `unload`.
    private static final Set<String> OPPOSITE =
            Set.of("un", "dis", "non", "in", "im", "miss", "ent", "des", "anti", "de");

    /// Words that share so many letters have one root, whatever follows it: `weiterempfiehlt` and `Weiterempfehlung`.
    private static final int ROOT = 7;

    private static final int STEM = 4;
    private static final int LONGEST_ENDING = 4;

    /// Behind more letters the ending may be longer: `remplaçons`, `remplacerons`.
    private static final int LONG_STEM = 6;

    /// Whether both are forms of one word: equal, the same stem with other endings, or one part of the other's compound.
    boolean isLike(ClaimWord other) {
        return key.equals(other.key) || (isWord() && other.isWord() && alike(key, other.key));
    }

    /// Whether the words themselves are alike, not only what they stand for: `shipped` and `ships`, not `delivered`.
    boolean isSameWord(ClaimWord other) {
        return isLike(other) && alike(form, other.form);
    }

    /// Whether it is the name of a person or thing, not of a country or day.
    boolean isName() {
        return kind == Kind.NAME && "@#".indexOf(key.charAt(0)) < 0;
    }

    /// Whether other words may mean the same: a country or a day of the week is known by its key alone.
    boolean isCompared() {
        return "@#".indexOf(key.charAt(0)) < 0;
    }

    boolean isDay() {
        return key.startsWith("#");
    }

    /// Whether one is the other with a beginning that makes it the opposite: `load` and `unload`.
    boolean isOppositeOf(ClaimWord other) {
        boolean longer = form.length() > other.form.length();
        String beginning =
                longer && form.endsWith(other.form)
                        ? form.substring(0, form.length() - other.form.length())
                        : !longer && other.form.endsWith(form)
                                ? other.form.substring(0, other.form.length() - form.length())
                                : "";
        return OPPOSITE.contains(beginning);
    }

    /// Whether it is more special than a word of a source: `Kreditkarte` where that is `Karte`.
    boolean isMoreSpecial(ClaimWord source) {
        return form.length() > source.form.length() + 2 && form.endsWith(source.form);
    }

    /// Whether it is one of the words that every shop uses: price, delivery, customer.
    boolean isGeneral() {
        return key.startsWith("§");
    }

    /// Whether it says that more is stated than what is named.
    boolean widens() {
        return kind == Kind.WIDENING && !key.equals(ONLY);
    }

    /// Whether it names what goes without saying in a shop: that something is paid, by customers.
    boolean isFraming() {
        return FRAMING.contains(key);
    }

    /// Whether it says that nothing is paid.
    boolean isFree() {
        return key.equals(FREE);
    }

    boolean isCost() {
        return key.equals(COST);
    }

    private boolean isWord() {
        return Character.isLetterOrDigit(key.charAt(0));
    }

    private static boolean alike(String one, String other) {
        String shorter = one.length() <= other.length() ? one : other;
        String longer = shorter.equals(one) ? other : one;
        int shared = 0;
        while (shared < shorter.length() && shorter.charAt(shared) == longer.charAt(shared)) {
            shared++;
        }
        if (Character.isIdeographic(shorter.codePointAt(0))) {
            return false;
        }
        int ending = longer.length() - shared;
        if (shared == shorter.length()) {
            boolean plural = ending == 1 && shared >= 3;
            return plural || shared >= PART || (shared >= STEM && ending <= LONGEST_ENDING);
        }
        boolean stem =
                ending <= LONGEST_ENDING + (shared >= LONG_STEM ? 1 : 0)
                        && ((shared >= PART && shared * 3 >= shorter.length() * 2)
                                || (shared >= STEM && shared * 4 >= shorter.length() * 3));
        return stem
                || (shared >= ROOT && shared * 3 >= shorter.length() * 2)
                || (shorter.length() >= PART
                        && longer.endsWith(shorter)
                        && !OPPOSITE.contains(
                                longer.substring(0, longer.length() - shorter.length())));
    }
}
