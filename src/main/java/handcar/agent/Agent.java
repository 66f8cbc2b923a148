package handcar.agent;

import module java.base;

import handcar.db.Row;
import handcar.json.JsonView;
import handcar.rag.search.SearchScope;

/// An agent that answers customers, as it is in its row and in JSON. An empty field is not set: the prompt then says nothing
/// about it, and the model's settings are those of the installation.
///
/// @param greetings by language; `greeting` and `suggestions` are for all others
/// @param allowedSites the origins whose pages may show its chat, and that its answers may link to
/// @param takesFiles whether visitors of the web chat may send it files
/// @param servesStrangers whether anybody who knows its name may talk to it; empty: only as long as it is the default one
/// @param guide whether it is the agent of a new installation, which answers from Handcar's own guide; false as soon as there
///     is a document, an agent or a channel of anybody's own, or somebody has changed this one
public record Agent(
        UUID id,
        String slug,
        String name,
        String company,
        String persona,
        String goal,
        List<String> rules,
        String tone,
        List<String> languages,
        List<Example> examples,
        String greeting,
        List<String> suggestions,
        Map<String, AgentWelcome> greetings,
        AgentLook look,
        List<String> stopPhrases,
        List<String> resumePhrases,
        List<String> allowedSites,
        boolean takesFiles,
        Optional<String> model,
        Optional<Double> temperature,
        Optional<Integer> maxTokens,
        boolean isDefault,
        Optional<Boolean> servesStrangers,
        boolean guide,
        Instant createdAt,
        Instant updatedAt) {

    /// A question and how the agent should answer it.
    public record Example(String question, String answer) {
        Map<String, Object> json() {
            return Map.of("question", question, "answer", answer);
        }
    }

    static Agent of(Row row) {
        return new Agent(
                row.uuid("id"),
                row.text("slug"),
                row.text("name"),
                row.text("company"),
                row.text("persona"),
                row.text("goal"),
                row.texts("rules"),
                row.text("tone"),
                row.texts("languages"),
                row.array("examples").stream().map(Agent::example).toList(),
                row.text("greeting"),
                row.texts("suggestions"),
                AgentWelcome.all(new JsonView(row.object("greetings"))),
                AgentLook.of(new JsonView(row.object("look"))),
                row.texts("stop_phrases"),
                row.texts("resume_phrases"),
                row.texts("allowed_sites"),
                row.flag("attachments"),
                row.findText("model"),
                row.findReal("temperature"),
                row.findNumber("max_tokens").map(Math::toIntExact),
                row.flag("is_default"),
                row.findFlag("public"),
                row.flag("guide"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    /// Whether a visitor without a key of ours may talk to it.
    public boolean isPublic() {
        return servesStrangers.orElse(isDefault);
    }

    /// What it answers from.
    public SearchScope knowledge() {
        return guide ? SearchScope.guide() : SearchScope.of(id);
    }

    private static Example example(Object json) {
        return json instanceof Map<?, ?> map
                ? new Example(
                        String.valueOf(map.get("question")), String.valueOf(map.get("answer")))
                : new Example("", "");
    }

    /// The columns of the row: the JSON of the API, in which what was never decided stays open.
    Map<String, Object> row() {
        Map<String, Object> row = json();
        row.put("public", servesStrangers.orElse(null));
        return row;
    }

    private Map<String, Object> greetingsJson() {
        Map<String, Object> json = new TreeMap<>();
        greetings.forEach((language, one) -> json.put(language, one.json()));
        return json;
    }

    /// The JSON of the API.
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id.toString());
        json.put("slug", slug);
        json.put("name", name);
        json.put("company", company);
        json.put("persona", persona);
        json.put("goal", goal);
        json.put("rules", rules);
        json.put("tone", tone);
        json.put("languages", languages);
        json.put("examples", examples.stream().map(Example::json).toList());
        json.put("greeting", greeting);
        json.put("suggestions", suggestions);
        json.put("greetings", greetingsJson());
        json.put("look", look.json());
        json.put("stop_phrases", stopPhrases);
        json.put("resume_phrases", resumePhrases);
        json.put("allowed_sites", allowedSites);
        json.put("attachments", takesFiles);
        json.put("model", model.orElse(null));
        json.put("temperature", temperature.orElse(null));
        json.put("max_tokens", maxTokens.orElse(null));
        json.put("is_default", isDefault);
        json.put("public", isPublic());
        json.put("guide", guide);
        json.put("created_at", createdAt.toString());
        json.put("updated_at", updatedAt.toString());
        return json;
    }
}
