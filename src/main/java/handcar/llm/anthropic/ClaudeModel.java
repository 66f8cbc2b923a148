package handcar.llm.anthropic;

import module java.base;

/// What differs between Claude's models, by their names. A name that is not Claude's belongs to another server with Anthropic's API.
/// <https://platform.claude.com/docs/en/about-claude/models/overview>
///
/// @param longestAnswer in tokens; what a program that names no limit gets from OpenAI's models too
/// @param version 45 for 4.5
record ClaudeModel(long longestAnswer, Thinking thinking, int version) {
    /// How a model is told to think before it answers.
    enum Thinking {
        /// It cannot.
        NONE,
        /// With a number of tokens.
        BUDGET,
        /// It decides by itself, guided by an effort.
        ADAPTIVE
    }

    private static final Pattern NAME =
            Pattern.compile("claude-(opus|sonnet|haiku|fable|mythos)-(\\d)(?:[-.](\\d))?(?!\\d)");
    private static final Pattern OLDER_NAME =
            Pattern.compile("claude-(\\d)(?:[-.](\\d))?-(?:opus|sonnet|haiku)");

    static ClaudeModel of(String name) {
        Matcher older = OLDER_NAME.matcher(name);
        if (older.find()) {
            return older(version(older.group(1), older.group(2)));
        }
        Matcher newer = NAME.matcher(name);
        if (newer.find()) {
            return newer(newer.group(1), version(newer.group(2), newer.group(3)));
        }
        return name.contains("claude")
                ? new ClaudeModel(64_000, Thinking.ADAPTIVE, 50)
                : new ClaudeModel(8_192, Thinking.BUDGET, 0);
    }

    private static int version(String major, @org.jspecify.annotations.Nullable String minor) {
        return Integer.parseInt(major) * 10 + (minor == null ? 0 : Integer.parseInt(minor));
    }

    private static ClaudeModel older(int version) {
        if (version >= 37) {
            return new ClaudeModel(64_000, Thinking.BUDGET, version);
        }
        return new ClaudeModel(version >= 35 ? 8_192 : 4_096, Thinking.NONE, version);
    }

    private static ClaudeModel newer(String family, int version) {
        if (version >= 46) {
            return new ClaudeModel(128_000, Thinking.ADAPTIVE, version);
        }
        long longest = family.equals("opus") && version <= 41 ? 32_000 : 64_000;
        return new ClaudeModel(longest, Thinking.BUDGET, version);
    }

    /// Whether it goes on with an answer whose beginning is the last message.
    /// <https://platform.claude.com/docs/en/build-with-claude/prompt-engineering/prefill-claudes-response>
    boolean continuesAnswers() {
        return version < 46;
    }

    /// Whether it can be bound to a schema without a tool; such models may refuse a forced tool, since they think.
    boolean knowsSchemas() {
        return version >= 46;
    }
}
