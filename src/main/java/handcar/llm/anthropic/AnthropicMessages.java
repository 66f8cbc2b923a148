package handcar.llm.anthropic;

import module java.base;

/// User and assistant in turn, the user first, as Anthropic's wire wants it: neighbours of one role are merged, and a
/// conversation that our greeting began gets the customer's arrival in front.
final class AnthropicMessages {
    private final List<Map<String, Object>> turns = new ArrayList<>();
    private List<Object> blocks = new ArrayList<>();
    private String role = "user";

    /// What somebody says; nothing is not said.
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

    /// All of it.
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
