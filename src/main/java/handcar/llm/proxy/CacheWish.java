package handcar.llm.proxy;

import module java.base;

import handcar.json.JsonView;
import handcar.llm.provider.ModelRequest;

/// Whether a cached answer may be given to a request, and whether its answer may be kept. Only who asks for it gets one, by
/// `Cache-Control: max-age` (RFC 9111) or by a setting of the key; and only where the model would say the same again.
sealed interface CacheWish {
    /// The cache has no part in it.
    ///
    /// @param why a word for `Cache-Status`
    record Bypass(String why) implements CacheWish {}

    /// The answer is kept, and one may be given that is not older than this.
    ///
    /// @param isRead false when the program wants a new one
    record Wanted(Duration age, boolean isRead) implements CacheWish {}

    Pattern MAX_AGE = Pattern.compile("max-age=(\\d{1,9})");

    /// @param cacheControl the header of the request
    static CacheWish of(String cacheControl, GatewayClient by, ModelRequest request) {
        String wish = cacheControl.toLowerCase(Locale.ROOT);
        Matcher maxAge = MAX_AGE.matcher(wish);
        long seconds =
                maxAge.find()
                        ? Long.parseLong(maxAge.group(1))
                        : by.cacheSeconds().orElse(0).longValue();
        if (wish.contains("no-store")) {
            return new Bypass("no_store");
        }
        if (seconds == 0) {
            return new Bypass("not_asked");
        }
        if (request.streams()) {
            return new Bypass("stream");
        }
        if (!isDeterministic(request)) {
            return new Bypass("not_deterministic");
        }
        return new Wanted(Duration.ofSeconds(seconds), !wish.contains("no-cache"));
    }

    private static boolean isDeterministic(ModelRequest request) {
        return switch (request.kind()) {
            case EMBEDDINGS, MODERATIONS -> true;
            case CHAT, COMPLETIONS, RESPONSES, MESSAGES ->
                    request.field("seed").isPresent()
                            || (request.field("temperature").value() instanceof Number number
                                    && number.doubleValue() == 0);
            case IMAGES, SPEECH, TRANSCRIPTIONS, COUNT_TOKENS -> false;
        };
    }

    /// Whether an answer is whole: neither cut at its longest nor filtered.
    static boolean isWhole(JsonView answer) {
        return answer.at("choices")
                        .each()
                        .flatMap(choice -> choice.text("finish_reason").stream())
                        .allMatch(Set.of("stop", "tool_calls", "function_call")::contains)
                && answer.text("status").filter("incomplete"::equals).isEmpty()
                && answer.text("stop_reason")
                        .filter(Set.of("max_tokens", "refusal")::contains)
                        .isEmpty();
    }
}
