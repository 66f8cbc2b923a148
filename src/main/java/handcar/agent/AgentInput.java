package handcar.agent;

import module java.base;

import handcar.agent.Agent.Example;
import handcar.http.JsonBody;

/// The fields of an agent that is to be created or changed, validated and not stored yet.
record AgentInput(
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
        List<String> stopPhrases,
        List<String> resumePhrases,
        Optional<String> model,
        Optional<Double> temperature,
        Optional<Integer> maxTokens,
        boolean isDefault) {

    /// The name of an agent in URLs.
    static final String SLUG = "[a-z0-9][a-z0-9-]{0,59}";

    /// The opt-out words that SMS and WhatsApp use, and those to opt in again.
    static final List<String> STOP = List.of("stop");

    static final List<String> RESUME = List.of("start");

    private static final int LONG = 4_000;
    private static final int SHORT = 200;
    private static final int PHRASES = 20;
    private static final int PHRASE = 100;

    /// With more examples the model copies them instead of reading the passages.
    private static final int EXAMPLES = 7;

    static AgentInput of(Agent agent) {
        return new AgentInput(
                agent.slug(),
                agent.name(),
                agent.company(),
                agent.persona(),
                agent.goal(),
                agent.rules(),
                agent.tone(),
                agent.languages(),
                agent.examples(),
                agent.greeting(),
                agent.suggestions(),
                agent.stopPhrases(),
                agent.resumePhrases(),
                agent.model(),
                agent.temperature(),
                agent.maxTokens(),
                agent.isDefault());
    }

    /// A new agent from a request body.
    static AgentInput read(JsonBody body) {
        String name = body.text("name", 1, SHORT);
        AgentInput blank =
                new AgentInput(
                        slugOf(name),
                        name,
                        "",
                        "",
                        "",
                        List.of(),
                        "",
                        List.of(),
                        List.of(),
                        "",
                        List.of(),
                        STOP,
                        RESUME,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        return blank.changed(body);
    }

    /// Fields that were sent replace the present ones; `null` clears an optional one.
    AgentInput changed(JsonBody body) {
        AgentInput draft =
                new AgentInput(
                        body.findText("slug", 1, 60).orElse(slug),
                        body.findText("name", 1, SHORT).orElse(name),
                        body.findText("company", 0, SHORT).orElse(company),
                        body.findText("persona", 0, LONG).orElse(persona),
                        body.findText("goal", 0, LONG).orElse(goal),
                        body.has("rules") ? body.texts("rules", 50, 1_000) : rules,
                        body.findText("tone", 0, SHORT).orElse(tone),
                        body.has("languages") ? body.texts("languages", 20, 35) : languages,
                        body.has("examples") ? examples(body) : examples,
                        body.findText("greeting", 0, LONG).orElse(greeting),
                        body.has("suggestions") ? body.texts("suggestions", 6, SHORT) : suggestions,
                        body.has("stop_phrases")
                                ? body.texts("stop_phrases", PHRASES, PHRASE)
                                : stopPhrases,
                        body.has("resume_phrases")
                                ? body.texts("resume_phrases", PHRASES, PHRASE)
                                : resumePhrases,
                        body.mentions("model") ? body.findText("model", 1, SHORT) : model,
                        body.mentions("temperature")
                                ? body.findReal("temperature", 0, 2)
                                : temperature,
                        body.mentions("max_tokens") ? maxTokens(body) : maxTokens,
                        body.flag("is_default", isDefault));
        if (!draft.slug.matches(SLUG)) {
            body.fault("slug", "must be made of a-z, 0-9 and hyphens");
        }
        if (isDefault && !draft.isDefault) {
            body.fault(
                    "is_default", "cannot be taken away; make another agent the default instead");
        }
        body.check();
        return draft;
    }

    private static Optional<Integer> maxTokens(JsonBody body) {
        OptionalLong given = body.findInteger("max_tokens", 1, 200_000);
        return given.isPresent()
                ? Optional.of(Math.toIntExact(given.getAsLong()))
                : Optional.empty();
    }

    private static List<Example> examples(JsonBody body) {
        return body.bodies("examples", EXAMPLES).stream()
                .map(
                        example ->
                                new Example(
                                        example.text("question", 1, LONG),
                                        example.text("answer", 1, LONG)))
                .toList();
    }

    AgentInput named(String newSlug, String newName) {
        return new AgentInput(
                newSlug,
                newName,
                company,
                persona,
                goal,
                rules,
                tone,
                languages,
                examples,
                greeting,
                suggestions,
                stopPhrases,
                resumePhrases,
                model,
                temperature,
                maxTokens,
                false);
    }

    /// "Émilie's Bäckerei" becomes `emilie-s-backerei`; a name without Latin letters becomes `agent`.
    static String slugOf(String name) {
        String plain =
                Normalizer.normalize(name, Normalizer.Form.NFD)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\p{M}", "")
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        String cut = plain.length() > 60 ? plain.substring(0, 60) : plain;
        return cut.isEmpty() ? "agent" : cut;
    }
}
