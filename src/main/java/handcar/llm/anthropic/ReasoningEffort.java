package handcar.llm.anthropic;

import module java.base;

import handcar.json.JsonView;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderErrors;

/// How long a model thinks before it answers, in Anthropic's words: `reasoning_effort` and `reasoning` of a program, or Anthropic's own
/// `thinking`. <https://platform.claude.com/docs/en/build-with-claude/extended-thinking>
/// <https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking>
///
/// @param thinking the field of this name; empty when the model does not think
/// @param effort for models that decide by themselves
record ReasoningEffort(Map<String, Object> thinking, Optional<String> effort) {
    private static final ReasoningEffort NONE = new ReasoningEffort(Map.of(), Optional.empty());

    /// Anthropic takes no fewer.
    private static final long LEAST_BUDGET = 1_024;

    private static final Map<String, Long> BUDGETS =
            Map.of(
                    "minimal", LEAST_BUDGET,
                    "low", 2_048L,
                    "medium", 8_192L,
                    "high", 24_576L,
                    "xhigh", 32_768L,
                    "max", 65_536L);

    /// @param longest the most tokens of the answer, of which thinking takes a part
    static ReasoningEffort of(
            String provider, ModelRequest request, ClaudeModel model, long longest) {
        JsonView own = request.field("thinking");
        if (own.isPresent()) {
            return own.text("type").equals(Optional.of("disabled"))
                    ? NONE
                    : new ReasoningEffort(own.fields(), Optional.empty());
        }
        JsonView reasoning = request.field("reasoning");
        String field =
                request.field("reasoning_effort").isPresent() ? "reasoning_effort" : "reasoning";
        Optional<String> effort =
                request.field("reasoning_effort").text().or(() -> reasoning.text("effort"));
        OptionalLong budget = reasoning.number("max_tokens");
        if (effort.isEmpty() && budget.isEmpty()) {
            if (!reasoning.isTrue("enabled")) {
                return NONE;
            }
            effort = Optional.of("medium");
        }
        if (effort.equals(Optional.of("none"))) {
            return NONE;
        }
        String level = effort.orElse("medium");
        Long tokens = BUDGETS.get(level);
        if (tokens == null) {
            throw ProviderErrors.unacceptable(
                    provider,
                    field,
                    "The effort is none, minimal, low, medium, high, xhigh or max.");
        }
        return switch (model.thinking()) {
            case NONE ->
                    throw ProviderErrors.unacceptable(
                            provider, field, "This model does not reason before it answers.");
            case ADAPTIVE ->
                    new ReasoningEffort(
                            Map.of("type", "adaptive"), Optional.of(effort(level, model)));
            case BUDGET -> budget(provider, budget.orElse(tokens), longest);
        };
    }

    private static ReasoningEffort budget(String provider, long tokens, long longest) {
        if (longest <= LEAST_BUDGET) {
            throw ProviderErrors.unacceptable(
                    provider,
                    "max_completion_tokens",
                    "Reasoning takes at least " + LEAST_BUDGET + " of the tokens of an answer.");
        }
        // at least half of them is left for the answer itself, if reasoning can do with the rest
        long most = Math.max(LEAST_BUDGET, longest / 2);
        return new ReasoningEffort(
                Map.of("type", "enabled", "budget_tokens", Math.clamp(tokens, LEAST_BUDGET, most)),
                Optional.empty());
    }

    private static String effort(String level, ClaudeModel model) {
        return switch (level) {
            case "minimal" -> "low";
            // between high and max there is nothing at these models
            case "xhigh" -> model.version() == 46 ? "high" : level;
            default -> level;
        };
    }

    boolean isOn() {
        return !thinking.isEmpty();
    }

    /// Whether the thoughts of earlier turns have to be repeated to the model while it calls tools.
    boolean needsThoughts() {
        return Objects.equals(thinking.get("type"), "enabled");
    }
}
