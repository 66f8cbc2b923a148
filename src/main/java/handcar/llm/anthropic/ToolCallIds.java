package handcar.llm.anthropic;

import module java.base;

/// The ids of tool calls as Anthropic takes them: of few characters, and each used once in a conversation. Programs repeat to it the
/// ids of other providers, which have any shape, and of servers that begin to count again with every turn.
final class ToolCallIds {
    private static final Pattern REFUSED = Pattern.compile("[^a-zA-Z0-9_-]");

    private final Set<String> used = new HashSet<>();
    private final Map<String, Deque<String>> open = new HashMap<>();

    /// The id of a new call.
    String call(String id) {
        String clean = clean(id);
        String free = clean;
        for (int number = 2; !used.add(free); number++) {
            free = clean + "_" + number;
        }
        open.computeIfAbsent(id, _ -> new ArrayDeque<>()).add(free);
        return free;
    }

    /// The id of the call that a result answers: the oldest without one.
    String result(String id) {
        String waiting = open.getOrDefault(id, new ArrayDeque<>()).poll();
        return waiting == null ? clean(id) : waiting;
    }

    private static String clean(String id) {
        return id.isEmpty() ? "call" : REFUSED.matcher(id).replaceAll("_");
    }
}
