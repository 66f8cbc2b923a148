package handcar.llm.anthropic;

import module java.base;

import handcar.json.JsonView;

/// The messages of a conversation as Anthropic requires them: user and assistant alternate, the user comes first, and the results of
/// tools come before all else. Neighbours of one role are merged; a conversation that begins with a greeting of ours gets a "Hello."
/// of the user in front.
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

    /// Whether the last word is the model's, which it is to go on with.
    boolean endsWithAnswer() {
        return role.equals("assistant");
    }

    /// Whether the model is in the middle of calling tools and nobody kept what it thought before.
    boolean lacksThoughts() {
        boolean answered = blocks.stream().anyMatch(block -> is(block, "tool_result"));
        return role.equals("user")
                && answered
                && !turns.isEmpty()
                && !(turns.getLast().get("content") instanceof List<?> said
                        && !said.isEmpty()
                        && (is(said.getFirst(), "thinking")
                                || is(said.getFirst(), "redacted_thinking")));
    }

    private static boolean is(Object block, String type) {
        return new JsonView(block).text("type").equals(Optional.of(type));
    }

    private Map<String, Object> turn() {
        List<Object> sorted = new ArrayList<>(blocks);
        sorted.sort(Comparator.comparing(block -> !is(block, "tool_result")));
        return Map.of(
                "role",
                role,
                "content",
                sorted.isEmpty() ? List.of(AnthropicContent.text("Hello.")) : sorted);
    }
}
