package handcar.agent;

import module java.base;

import handcar.http.JsonBody;
import handcar.json.JsonView;

/// What an agent says before anybody asked, in one language.
///
/// @param suggestions first questions that a visitor can press
public record AgentWelcome(String greeting, List<String> suggestions) {
    static final int LONGEST = 4_000;
    static final int SUGGESTIONS = 6;
    static final int LONGEST_SUGGESTION = 200;

    private static final int LANGUAGES = 20;

    /// The greetings of a row, by language.
    static Map<String, AgentWelcome> all(JsonView row) {
        Map<String, AgentWelcome> all = new TreeMap<>();
        row.fields().forEach((language, one) -> all.put(language, of(new JsonView(one))));
        return all;
    }

    private static AgentWelcome of(JsonView one) {
        return new AgentWelcome(
                one.text("greeting").orElse(""),
                one.at("suggestions").each().flatMap(each -> each.text().stream()).toList());
    }

    /// The field `greetings`, which replaces all of them.
    static Map<String, AgentWelcome> read(JsonBody body) {
        JsonBody given = body.body("greetings");
        Map<String, AgentWelcome> all = new TreeMap<>();
        for (String language : given.all().keySet()) {
            Optional<String> code = LanguageCodes.of(language);
            JsonBody one = given.body(language);
            String greeting = one.findLines("greeting", LONGEST).orElse("");
            List<String> questions = one.names("suggestions", SUGGESTIONS, LONGEST_SUGGESTION);
            if (code.isEmpty() || all.size() == LANGUAGES) {
                given.fault(
                        language, "must be one of at most 20 language codes such as de or pt-BR");
            } else if (!greeting.isBlank() || !questions.isEmpty()) {
                all.put(code.get(), new AgentWelcome(greeting, questions));
            }
        }
        return all;
    }

    /// The JSON of the API.
    Map<String, Object> json() {
        return Map.of("greeting", greeting, "suggestions", suggestions);
    }
}
