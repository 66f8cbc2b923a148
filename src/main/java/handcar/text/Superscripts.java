package handcar.text;

import module java.base;

/// Raised figures, as such: without it `20 m` and a raised 2 are 20 m2, and the mark of a footnote is a part of the number
/// before it.
public final class Superscripts {
    private static final String FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// Characters; more are no exponent and no mark.
    private static final int MOST = 3;

    private Superscripts() {}

    /// This text raised, if it is a short number; otherwise as it is.
    public static String of(String text) {
        boolean number =
                text.length() <= MOST && text.chars().allMatch(each -> each >= '0' && each <= '9');
        return number
                ? text.chars()
                        .mapToObj(each -> FIGURES.substring(each - '0', each - '0' + 1))
                        .collect(Collectors.joining())
                : text;
    }
}
