package handcar.llm.anthropic;

import module java.base;

import handcar.json.JsonView;
import handcar.llm.provider.ModelRequest;

/// The names of a request's tools as Anthropic takes them, without dots and the like, and back.
final class ToolNames {
    private static final Pattern REFUSED = Pattern.compile("[^a-zA-Z0-9_-]");
    private static final int LONGEST = 128;

    private final Map<String, String> sent = new LinkedHashMap<>();
    private final Map<String, String> asked = new HashMap<>();

    ToolNames(ModelRequest request) {
        request.field("tools")
                .each()
                .flatMap(tool -> tool.at("function").text("name").stream())
                .forEach(this::sent);
        request.field("functions")
                .each()
                .flatMap((JsonView function) -> function.text("name").stream())
                .forEach(this::sent);
    }

    /// The name for Anthropic.
    String sent(String name) {
        String known = sent.get(name);
        if (known != null) {
            return known;
        }
        String clean = REFUSED.matcher(name).replaceAll("_");
        clean = clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
        String free = clean;
        for (int number = 2; asked.containsKey(free); number++) {
            String end = "_" + number;
            free = clean.substring(0, Math.min(clean.length(), LONGEST - end.length())) + end;
        }
        sent.put(name, free);
        asked.put(free, name);
        return free;
    }

    /// The name that the program gave it.
    String asked(String name) {
        return asked.getOrDefault(name, name);
    }
}
