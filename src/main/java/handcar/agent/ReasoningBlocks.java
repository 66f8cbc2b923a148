package handcar.agent;

import module java.base;

/// Takes out what a model thinks before it answers: `<think>…</think>` and its like, also when it is not closed yet.
final class ReasoningBlocks {
    private static final String TAGS = "(think|thinking|thought|reasoning|analysis|scratchpad)";
    private static final Pattern BLOCK =
            Pattern.compile("(?is)[<◁]" + TAGS + "[>▷].*?(?:[<◁]/\\1[>▷]|\\z)");

    /// Some models' templates write the opening tag themselves, so that only the closing one arrives.
    private static final Pattern CLOSED = Pattern.compile("(?is)^.*[<◁]/" + TAGS + "[>▷]");

    private ReasoningBlocks() {}

    /// The text without its blocks.
    static String without(String text) {
        if (text.indexOf('<') < 0 && text.indexOf('◁') < 0) {
            return text;
        }
        return CLOSED.matcher(BLOCK.matcher(text).replaceAll("")).replaceFirst("");
    }
}
