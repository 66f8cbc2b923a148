package handcar.agent;

import module java.base;

import handcar.agent.Agent.Example;
import handcar.db.UuidV7;
import handcar.http.JsonBody;
import handcar.text.TextSanitizer;

/// Reads and validates the JSON of an agent that is to be created or changed.
final class AgentInput {
    /// The name of an agent in URLs.
    static final String SLUG = "[a-z0-9][a-z0-9-]{0,59}";

    /// The opt-out words that SMS and WhatsApp use, and those to opt in again.
    private static final List<String> STOP = List.of("stop");

    private static final List<String> RESUME = List.of("start");

    private static final int LONG = 4_000;
    private static final int SHORT = 200;
    private static final int SITES = 50;
    private static final int PHRASES = 20;
    private static final int PHRASE = 100;

    /// With more examples the model copies them instead of reading the passages.
    private static final int EXAMPLES = 7;

    private AgentInput() {}

    /// A new agent.
    static Agent create(JsonBody body) {
        String name = body.name("name", SHORT);
        Instant now = Instant.now();
        return change(
                new Agent(
                        UuidV7.next(),
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
                        Map.of(),
                        AgentLook.USUAL,
                        STOP,
                        RESUME,
                        List.of(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        false,
                        now,
                        now),
                body);
    }

    /// The agent in which the fields that were sent replace the present ones; `null` clears an optional one.
    static Agent change(Agent now, JsonBody body) {
        Agent changed =
                new Agent(
                        now.id(),
                        body.findText("slug", 1, 60).orElse(now.slug()),
                        body.findName("name", SHORT).orElse(now.name()),
                        body.findText("company", 0, SHORT)
                                .map(TextSanitizer::name)
                                .orElse(now.company()),
                        body.findLines("persona", LONG).orElse(now.persona()),
                        body.findLines("goal", LONG).orElse(now.goal()),
                        texts(body, "rules", 50, 1_000, now.rules()),
                        body.findText("tone", 0, SHORT).map(TextSanitizer::name).orElse(now.tone()),
                        body.has("languages") ? languages(body) : now.languages(),
                        body.has("examples") ? examples(body) : now.examples(),
                        body.findLines("greeting", AgentWelcome.LONGEST).orElse(now.greeting()),
                        names(
                                body,
                                "suggestions",
                                AgentWelcome.SUGGESTIONS,
                                AgentWelcome.LONGEST_SUGGESTION,
                                now.suggestions()),
                        body.has("greetings") ? AgentWelcome.read(body) : now.greetings(),
                        body.findBody("look").map(now.look()::change).orElse(now.look()),
                        names(body, "stop_phrases", PHRASES, PHRASE, now.stopPhrases()),
                        names(body, "resume_phrases", PHRASES, PHRASE, now.resumePhrases()),
                        body.has("allowed_sites") ? sites(body) : now.allowedSites(),
                        body.flag("attachments", now.takesFiles()),
                        body.mentions("model") ? body.findText("model", 1, SHORT) : now.model(),
                        body.mentions("temperature")
                                ? body.findReal("temperature", 0, 2)
                                : now.temperature(),
                        body.mentions("max_tokens") ? maxTokens(body) : now.maxTokens(),
                        body.flag("is_default", now.isDefault()),
                        body.mentions("public") ? body.findFlag("public") : now.servesStrangers(),
                        false, // whoever changes the agent of the guide makes it their own
                        now.createdAt(),
                        Instant.now());
        if (!changed.slug().matches(SLUG)) {
            body.fault("slug", "must be made of a-z, 0-9 and hyphens");
        }
        if (now.isDefault() && !changed.isDefault()) {
            body.fault(
                    "is_default", "cannot be taken away; make another agent the default instead");
        }
        body.check();
        return changed;
    }

    private static List<String> texts(
            JsonBody body, String field, int most, int longest, List<String> now) {
        return body.has(field) ? body.texts(field, most, longest) : now;
    }

    private static List<String> names(
            JsonBody body, String field, int most, int longest, List<String> now) {
        return body.has(field) ? body.names(field, most, longest) : now;
    }

    /// Origins as browsers write them: a scheme and a host, a port where it is not the usual one.
    private static List<String> sites(JsonBody body) {
        List<String> sites = body.texts("allowed_sites", SITES, SHORT);
        List<String> origins = new ArrayList<>();
        for (String site : sites) {
            Optional<String> origin = SiteOrigin.of(site);
            origin.ifPresent(origins::add);
            if (origin.isEmpty()) {
                body.fault(
                        "allowed_sites",
                        "must be origins such as https://shop.example, without a path; \""
                                + TextSanitizer.first(80, site)
                                + "\" is none");
            }
        }
        return origins.stream().distinct().toList();
    }

    /// Codes such as `de`, `pt-BR` or `zh-Hant`, written as BCP 47 does.
    private static List<String> languages(JsonBody body) {
        List<String> codes = new ArrayList<>();
        for (String given : body.texts("languages", 20, 35)) {
            Optional<String> code = LanguageCodes.of(given);
            code.ifPresent(codes::add);
            if (code.isEmpty()) {
                body.fault("languages", "must be language codes such as de or pt-BR");
            }
        }
        return codes.stream().distinct().toList();
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
                                        TextSanitizer.lines(example.text("question", 1, LONG)),
                                        TextSanitizer.lines(example.text("answer", 1, LONG))))
                .toList();
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
