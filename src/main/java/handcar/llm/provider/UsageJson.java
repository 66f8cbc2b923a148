package handcar.llm.provider;

import module java.base;

import handcar.json.JsonView;
import handcar.llm.cost.TokenUsage;

/// Reads and writes what a call used. OpenAI has two ways to say it, `prompt_tokens` and `input_tokens`, in both of which cached
/// tokens are part of those read; Anthropic counts them beside `input_tokens`.
/// <https://platform.openai.com/docs/api-reference/responses/object> <https://docs.claude.com/en/docs/build-with-claude/prompt-caching>
public final class UsageJson {
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,20})?");

    private UsageJson() {}

    /// What the provider counted; empty when it says nothing.
    public static Optional<TokenUsage> read(JsonView usage) {
        return usage.number("prompt_tokens").isPresent()
                ? chat(usage)
                : responses(usage).or(() -> seconds(usage.at("seconds")));
    }

    /// The same of a transcript, whose `verbose_json` says the seconds beside its usage.
    /// <https://platform.openai.com/docs/api-reference/audio/json-object>
    public static Optional<TokenUsage> transcript(JsonView usage, JsonView duration) {
        return read(usage).or(() -> seconds(duration));
    }

    /// The seconds of models that are paid by time; `prices.csv` has their price for a second. Some servers write them as a text.
    private static Optional<TokenUsage> seconds(JsonView said) {
        return Optional.ofNullable(said.value())
                .map(String::valueOf)
                .filter(text -> DECIMAL.matcher(text).matches())
                .map(text -> (long) Math.ceil(Double.parseDouble(text)))
                .map(seconds -> new TokenUsage(seconds, 0, false));
    }

    /// Some servers count the cache beside `prompt_tokens`, or the reasoning beside `completion_tokens`: a part that is larger than
    /// its whole shows it, or `total_tokens`.
    private static Optional<TokenUsage> chat(JsonView usage) {
        JsonView details = usage.at("prompt_tokens_details");
        long prompt = number(usage, "prompt_tokens");
        long completion = number(usage, "completion_tokens");
        long cached =
                most(
                        number(details, "cached_tokens"),
                        number(usage, "prompt_cache_hit_tokens"),
                        number(usage, "cached_tokens"),
                        number(usage, "cache_read_input_tokens"));
        long kept =
                most(
                        number(details, "cache_write_tokens"),
                        number(usage, "cache_creation_input_tokens"));
        long reasoning = number(usage.at("completion_tokens_details"), "reasoning_tokens");
        long cache = cached + kept;
        long beside = number(usage, "total_tokens") - prompt - completion;
        boolean reasoningIsBeside =
                reasoning > completion || beside == reasoning || beside == cache + reasoning;
        boolean cacheIsBeside =
                cache > prompt
                        || (beside == cache && !reasoningIsBeside)
                        || beside == cache + reasoning;
        return Optional.of(
                new TokenUsage(
                        cacheIsBeside ? prompt + cache : prompt,
                        reasoningIsBeside ? completion + reasoning : completion,
                        cached,
                        kept,
                        number(usage.at("cache_creation"), "ephemeral_1h_input_tokens"),
                        reasoning,
                        false));
    }

    private static long most(long... counts) {
        return LongStream.of(counts).max().orElse(0);
    }

    private static Optional<TokenUsage> responses(JsonView usage) {
        if (usage.number("input_tokens").isEmpty()) {
            return Optional.empty();
        }
        long beside = number(usage, "cache_read_input_tokens");
        long kept = number(usage, "cache_creation_input_tokens");
        return Optional.of(
                new TokenUsage(
                        number(usage, "input_tokens") + beside + kept,
                        number(usage, "output_tokens"),
                        beside + number(usage.at("input_tokens_details"), "cached_tokens"),
                        kept,
                        number(usage.at("cache_creation"), "ephemeral_1h_input_tokens"),
                        number(usage.at("output_tokens_details"), "reasoning_tokens"),
                        false));
    }

    private static long number(JsonView object, String field) {
        return object.number(field).orElse(0);
    }

    /// In the words of OpenAI's chats.
    public static Map<String, Object> chat(TokenUsage usage) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("prompt_tokens", usage.inputTokens());
        json.put("completion_tokens", usage.outputTokens());
        json.put("total_tokens", usage.inputTokens() + usage.outputTokens());
        json.put(
                "prompt_tokens_details",
                Map.of(
                        "cached_tokens", usage.cachedTokens(),
                        "cache_write_tokens", usage.cacheWriteTokens()));
        json.put("completion_tokens_details", Map.of("reasoning_tokens", usage.reasoningTokens()));
        return json;
    }
}
