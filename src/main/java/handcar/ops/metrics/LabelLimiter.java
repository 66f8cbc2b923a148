package handcar.ops.metrics;

import module java.base;

/// Bounds the number of a label's values and their characters: each new value is a time series for ever.
final class LabelLimiter {
    private final int most;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    LabelLimiter(int most) {
        this.most = most;
    }

    /// The value itself, or `other` when there are too many already.
    String value(String wanted) {
        if (known.contains(wanted)) {
            return wanted;
        }
        String plain = wanted.isBlank() ? "none" : wanted.replaceAll("[^\\w./:{}*+-]", "_");
        String shorter = plain.length() > 100 ? plain.substring(0, 100) : plain;
        boolean room = known.size() < most;
        return known.contains(shorter) || (room && known.add(shorter)) ? shorter : "other";
    }
}
