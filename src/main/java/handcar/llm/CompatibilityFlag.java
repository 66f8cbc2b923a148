package handcar.llm;

import handcar.json.JsonView;
import handcar.net.Response;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// How a server or a model departs from the common wire. Learnt from its own refusal, once per model and process.
enum CompatibilityFlag {
    /// Wants `max_completion_tokens` and not `max_tokens`: OpenAI's newer models.
    COMPLETION_TOKENS,
    /// Takes no `temperature` but its own.
    OWN_TEMPERATURE,
    /// Knows no `stream_options`.
    NO_STREAM_USAGE,
    /// Knows no schema for the answer, only "some JSON object".
    NO_SCHEMA,
    /// Sends vectors as numbers only.
    NO_BASE64;

    /// How servers say that they do not take a parameter at all.
    private static final Pattern UNKNOWN =
            Pattern.compile(
                    "unsupported|not support|unknown|unrecogni[sz]ed|unexpected|extra|instead"
                            + "|not permitted|not allowed|deprecated");

    /// What a refusal teaches; empty when there is nothing new in it.
    static Optional<Set<CompatibilityFlag>> learn(Set<CompatibilityFlag> known, Response refusal) {
        if (refusal.status() != 400 && refusal.status() != 422) {
            return Optional.empty();
        }
        JsonView error = ProviderErrors.json(refusal).at("error");
        String text =
                (error.text("param").orElse("") + " " + error.text("message").orElse(""))
                        .toLowerCase(Locale.ROOT);
        if (!UNKNOWN.matcher(text).find()) {
            return Optional.empty(); // it knows the parameter and dislikes its value
        }
        Set<CompatibilityFlag> now = EnumSet.noneOf(CompatibilityFlag.class);
        now.addAll(known);
        if (text.contains("max_completion_tokens") || text.contains("max_tokens")) {
            toggle(now, COMPLETION_TOKENS);
        } else if (text.contains("temperature")) {
            now.add(OWN_TEMPERATURE);
        } else if (text.contains("stream_options")) {
            now.add(NO_STREAM_USAGE);
        } else if (text.contains("json_schema") || text.contains("response_format")) {
            now.add(NO_SCHEMA);
        } else if (text.contains("encoding_format") || text.contains("base64")) {
            now.add(NO_BASE64);
        }
        return now.equals(known) ? Optional.empty() : Optional.of(now);
    }

    /// What is known of a model before it was asked.
    static Set<CompatibilityFlag> of(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1);
        return name.matches("(?:o\\d|gpt-[5-9]).*") ? Set.of(COMPLETION_TOKENS) : Set.of();
    }

    private static void toggle(Set<CompatibilityFlag> quirks, CompatibilityFlag quirk) {
        if (!quirks.remove(quirk)) {
            quirks.add(quirk);
        }
    }
}
