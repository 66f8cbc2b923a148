package handcar.llm.anthropic;

import module java.base;

/// The messages of a conversation as Anthropic requires them: user and assistant alternate and the user comes first.
/// Neighbours of one role are merged; a conversation that begins with a greeting of ours gets a "Hello." of the user in front.
final class AnthropicMessages {
    private final List<Map<String, Object>> turns = new ArrayList<>();
    private List<Object> blocks = new ArrayList<>();
    private String role = "user";

    /// Adds the blocks of one message; a message without blocks is left out.
    void add(boolean assistant, List<Object> more) {
        if (more.isEmpty()) {
            return;
        }
        String next = assistant ? "assistant" : "user";
        if (!next.equals(role)) {
            turns.add(turn());
            blocks = new ArrayList<>();
            role = next;
        }
        blocks.addAll(more);
    }

    /// All messages.
    List<Map<String, Object>> list() {
        List<Map<String, Object>> all = new ArrayList<>(turns);
        all.add(turn());
        return all;
    }

    static Map<String, Object> text(String text) {
        return Map.of("type", "text", "text", text);
    }

    private Map<String, Object> turn() {
        return Map.of("role", role, "content", blocks.isEmpty() ? List.of(text("Hello.")) : blocks);
    }
}
