package handcar.rag.claims;

import module java.base;

/// Tells whether a claim affirms what a window denies, or denies what it affirms.
final class Denial {
    private Denial() {}

    static boolean contradicts(ClaimText claim, PassageWindow window) {
        return claim.denies() ? isAffirmedThere(claim, window) : isDeniedThere(claim, window);
    }

    private static boolean isDeniedThere(ClaimText claim, PassageWindow window) {
        return window.denials().stream().anyMatch(List::isEmpty)
                || claim.words().stream()
                        .anyMatch(word -> window.isDenied(word) && !window.isAffirmed(word));
    }

    private static boolean isAffirmedThere(ClaimText claim, PassageWindow window) {
        if (window.denials().isEmpty()) {
            return true;
        }
        List<ClaimWord> denied = claim.denials().stream().flatMap(List::stream).toList();
        return denied.stream().noneMatch(window::isDenied)
                && denied.stream().anyMatch(window::isAffirmed);
    }
}
