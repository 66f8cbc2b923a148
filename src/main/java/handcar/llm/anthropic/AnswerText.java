package handcar.llm.anthropic;

import module java.base;

/// The text of an answer on its way to the program: JSON loses the fence around it, and the text ends at a stop sequence that
/// Anthropic refuses to look for, which is one of nothing but white space.
final class AnswerText {
    private static final Pattern FENCE_BEGINS = Pattern.compile("\\s*```[a-zA-Z]*\\s*\\n");
    private static final String MARK = "```";

    /// The longest beginning of a fence.
    private static final int FENCE = 24;

    private final boolean fenced;
    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private boolean begun;
    private boolean stopped;

    AnswerText(boolean fenced, List<String> stops) {
        this.fenced = fenced;
        this.stops = stops;
    }

    /// What can be passed on after this piece.
    String next(String piece) {
        if (stopped) {
            return "";
        }
        held.append(piece);
        if (fenced && !begun && !open()) {
            return "";
        }
        stop();
        return stopped ? take(held.length()) : take(held.length() - undecided());
    }

    /// What is left when the answer is complete.
    String rest() {
        String text = take(held.length());
        if (!fenced) {
            return text;
        }
        String end = text.stripTrailing();
        return end.endsWith(MARK)
                ? end.substring(0, end.length() - MARK.length()).stripTrailing()
                : end;
    }

    /// Whether the text ended at a stop sequence.
    boolean stopped() {
        return stopped;
    }

    /// Whether it is clear that a fence begins or not; one that does is taken off.
    private boolean open() {
        Matcher begins = FENCE_BEGINS.matcher(held);
        if (begins.lookingAt()) {
            held.delete(0, begins.end());
            begun = true;
        } else {
            String start = held.toString().stripLeading();
            int length = Math.min(MARK.length(), start.length());
            begun = start.length() > FENCE || !start.startsWith(MARK.substring(0, length));
        }
        return begun;
    }

    private void stop() {
        int end = stops.stream().mapToInt(held::indexOf).filter(at -> at >= 0).min().orElse(-1);
        if (end >= 0) {
            held.setLength(end);
            stopped = true;
        }
    }

    /// How much of the end may belong to a stop sequence or to the end of a fence.
    private int undecided() {
        int most = fenced ? fenceEnd() : 0;
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, held.length()); length > most; length--) {
                if (stop.startsWith(held.substring(held.length() - length))) {
                    most = length;
                }
            }
        }
        return most;
    }

    private int fenceEnd() {
        int at = held.length();
        while (at > 0 && isFence(held.charAt(at - 1))) {
            at--;
        }
        return held.length() - at;
    }

    private static boolean isFence(char letter) {
        return letter == '`' || Character.isWhitespace(letter);
    }

    private String take(int length) {
        String text = held.substring(0, length);
        held.delete(0, length);
        return text;
    }
}
