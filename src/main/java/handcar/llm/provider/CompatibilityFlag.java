package handcar.llm.provider;

import module java.base;

import handcar.json.Json;
import handcar.net.Request;
import handcar.net.Response;

/// How a server or a model departs from OpenAI's API. Learnt from its refusal of a request, once per model and process.
public enum CompatibilityFlag {
    /// Wants `max_completion_tokens` and not `max_tokens`: OpenAI's newer models.
    COMPLETION_TOKENS(
            body -> {
                Object most = body.remove("max_tokens");
                if (most != null) {
                    body.put("max_completion_tokens", most);
                }
            }),
    /// Takes no `temperature` but its own, nor any other word about sampling.
    OWN_TEMPERATURE(body -> body.remove("temperature")),
    /// Takes `temperature` or `top_p`, not both: Claude since 4.1.
    ONE_SAMPLING(
            body -> {
                if (body.get("temperature") != null) {
                    body.remove("top_p");
                }
            }),
    /// Knows no `stream_options`.
    NO_STREAM_USAGE(body -> body.remove("stream_options")),
    /// Knows no schema for the answer, only "some JSON object".
    NO_SCHEMA(
            body ->
                    body.computeIfPresent(
                            "response_format", (_, _) -> Map.of("type", "json_object"))),
    /// Sends vectors as numbers only.
    NO_BASE64(body -> body.replace("encoding_format", "float"));

    /// How servers say that they do not know a parameter.
    private static final Pattern UNKNOWN =
            Pattern.compile(
                    "unsupported|not support|unknown|unrecogni[sz]ed|unexpected|extra|instead"
                            + "|not permitted|not allowed|deprecated");

    /// In Anthropic's words: "`temperature` and `top_p` cannot both be specified for this model. Please use only one."
    private static final Pattern EXCLUSIVE =
            Pattern.compile("temperature\\W+and\\W+top_p\\W+cannot both be specified");

    private static final Pattern SAMPLING = Pattern.compile("temperature|top_p|top_k");
    private static final Pattern NEWER_MODELS = Pattern.compile("(?:.*/)?(?:o\\d|gpt-[5-9]).*");
    private static final Set<CompatibilityFlag> NEWER = Set.of(COMPLETION_TOKENS);

    /// Immutable: the lambdas above capture nothing.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Consumer<Map<String, Object>> adaptation;

    CompatibilityFlag(Consumer<Map<String, Object>> adaptation) {
        this.adaptation = adaptation;
    }

    /// Changes a body of this server's as far as it has what the flag is about.
    public void apply(Map<String, Object> body) {
        adaptation.accept(body);
    }

    /// A body of these fields for a server with these flags.
    public static Request.Body body(
            String model, Map<String, Object> fields, Set<CompatibilityFlag> flags) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", model);
        body.putAll(fields);
        flags.forEach(flag -> flag.apply(body));
        return new Request.Body("application/json", Json.bytes(body));
    }

    /// What is known of a model before it was asked.
    static Set<CompatibilityFlag> of(String model) {
        return NEWER_MODELS.matcher(model).matches() ? NEWER : Set.of();
    }

    /// What is known after a refusal; the same as before when it teaches nothing.
    static Set<CompatibilityFlag> learn(Set<CompatibilityFlag> known, Response refusal) {
        ErrorBody body = ErrorBody.of(refusal.body());
        String text =
                (body.error().text("param").orElse("") + " " + body.sentence().orElse(""))
                        .toLowerCase(Locale.ROOT);
        Set<CompatibilityFlag> now = EnumSet.noneOf(CompatibilityFlag.class);
        now.addAll(known);
        boolean rejected = refusal.status() == 400 || refusal.status() == 422;
        if (refusal.status() < 500 && refusal.text().contains("stream_options")) {
            now.add(NO_STREAM_USAGE);
        } else if (rejected && EXCLUSIVE.matcher(text).find()) {
            now.add(ONE_SAMPLING);
        } else if (!rejected || !UNKNOWN.matcher(text).find()) {
            return known; // it knows the parameter and dislikes its value
        } else if (text.contains("max_completion_tokens") || text.contains("max_tokens")) {
            toggle(now, COMPLETION_TOKENS);
        } else if (SAMPLING.matcher(text).find()) {
            now.add(OWN_TEMPERATURE);
        } else if (text.contains("json_schema") || text.contains("response_format")) {
            now.add(NO_SCHEMA);
        } else if (text.contains("encoding_format") || text.contains("base64")) {
            now.add(NO_BASE64);
        }
        return now;
    }

    private static void toggle(Set<CompatibilityFlag> flags, CompatibilityFlag flag) {
        if (!flags.remove(flag)) {
            flags.add(flag);
        }
    }
}
