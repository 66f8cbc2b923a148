package handcar.llm.provider;

import module java.base;

import handcar.json.JsonView;
import handcar.llm.cost.CallOrigin;
import handcar.llm.cost.ImageTokens;
import handcar.llm.cost.TokenUsage;
import handcar.net.Request;

/// One question to a model in OpenAI's JSON, which all parts of this package use, for agents and for programs.
public interface ModelRequest {
    /// The name for "whichever model can answer".
    String ANY_MODEL = "handcar";

    /// Tokens of an answer, and answers to one request, beyond which a limit is none.
    long MOST_TOKENS = 1_000_000;

    long MOST_ANSWERS = 128;

    /// What is asked for.
    enum Kind {
        CHAT(
                "/chat/completions",
                "choices",
                List.of("max_completion_tokens", "max_tokens"),
                List.of("n")),
        EMBEDDINGS("/embeddings", "data"),
        COMPLETIONS("/completions", "choices", List.of("max_tokens"), List.of("n", "best_of")),
        RESPONSES("/responses", "output", List.of("max_output_tokens"), List.of()),
        MODERATIONS("/moderations", "results"),
        IMAGES("/images/generations", "data", List.of(), List.of("n")),
        SPEECH("/audio/speech", ""),
        TRANSCRIPTIONS("/audio/transcriptions", ""),
        /// Anthropic's own API.
        MESSAGES("/messages", "content", List.of("max_tokens"), List.of()),
        /// How many tokens Anthropic's models would read, which costs nothing.
        COUNT_TOKENS("/messages/count_tokens", "input_tokens");

        private final String path;
        private final String result;

        @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
        private final List<String> limits;

        @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
        private final List<String> counts;

        Kind(String path, String result) {
            this(path, result, List.of(), List.of());
        }

        /// @param limits the fields that bound the tokens of an answer
        /// @param counts the fields that say how many answers there are
        Kind(String path, String result, List<String> limits, List<String> counts) {
            this.path = path;
            this.result = result;
            this.limits = limits;
            this.counts = counts;
        }

        /// Below the base URL of a server with OpenAI's API.
        public String path() {
            return path;
        }

        /// The field that every answer has; empty when answers need not be JSON.
        public String result() {
            return result;
        }

        /// What the metrics call it, `audio.speech`.
        public String label() {
            return path.substring(1).replace('/', '.');
        }

        /// Whether a stream counts its tokens only when `stream_options` asks for it.
        public boolean hasStreamOptions() {
            return this == CHAT || this == COMPLETIONS;
        }
    }

    Kind kind();

    /// The model that is asked for, or [#ANY_MODEL].
    String model();

    /// Who asks; the cost is counted for them.
    CallOrigin origin();

    /// Whether the caller insists on the model it names. If so, a name that no provider knows is an error, and so is a
    /// request that the first provider finds wrong.
    boolean isStrict();

    /// Whether another model may answer in place of the one that is asked for.
    default boolean allows(String provider, String model) {
        return true;
    }

    /// One field of the request; an empty view when it has none.
    JsonView field(String name);

    /// The names of its fields, but perhaps for the model; none where they are never translated.
    default Set<String> names() {
        return Set.of();
    }

    /// How much text the model reads, in characters; for an estimate of its tokens.
    long inputLength();

    /// What the call can use at most, as far as it can be known before. A token has two characters at least in most languages.
    ///
    /// @param longest the tokens of an answer that the request itself does not limit
    default TokenUsage most(String model, long longest) {
        return switch (kind()) {
            case CHAT, COMPLETIONS, RESPONSES, MESSAGES, IMAGES ->
                    new TokenUsage(mostInput(model), mostOutput(longest), true);
            case EMBEDDINGS, MODERATIONS -> new TokenUsage(mostInput(model), 0, true);
            case SPEECH, TRANSCRIPTIONS -> new TokenUsage(inputLength(), 0, true);
            case COUNT_TOKENS -> TokenUsage.NONE;
        };
    }

    private long mostInput(String model) {
        return Math.ceilDiv(inputLength(), 2L) + images() * ImageTokens.largest(model);
    }

    /// How many pictures the model reads.
    default long images() {
        return 0;
    }

    /// Whether some of what the model reads is only named here, so that nobody knows how much that is.
    default boolean namesContent() {
        return false;
    }

    /// By the larger one where the request says two. A value that is no limit, as a negative number or a text, limits nothing; a count
    /// may be a text, which some servers read.
    private long mostOutput(long longest) {
        List<Long> tokens =
                amounts(
                        kind().limits,
                        field -> field.value() instanceof Number said ? said.doubleValue() : 0);
        List<Long> answers =
                amounts(
                        kind().counts,
                        field ->
                                field.value() instanceof Number said
                                        ? said.doubleValue()
                                        : (double) field.number().orElse(0));
        boolean isSound = !tokens.contains(0L) && !answers.contains(0L);
        long most = tokens.stream().max(Comparator.naturalOrder()).orElse(longest);
        long limit = isSound ? most : Math.max(most, longest);
        long count = answers.stream().max(Comparator.naturalOrder()).orElse(1L);
        return Math.min(limit, MOST_TOKENS) * Math.clamp(count, 1, MOST_ANSWERS);
    }

    /// Those of these fields that are there; 0 for one that is no whole number above it.
    private List<Long> amounts(List<String> names, ToDoubleFunction<JsonView> number) {
        return names.stream()
                .map(this::field)
                .filter(JsonView::isPresent)
                .mapToDouble(number)
                .mapToObj(value -> value >= 1 && value == Math.rint(value) ? (long) value : 0L)
                .toList();
    }

    /// What a call used at least if the provider worked for it: the request was read. What is paid by another unit than tokens is
    /// known by its request.
    default TokenUsage least() {
        return switch (kind()) {
            case CHAT, COMPLETIONS, RESPONSES, MESSAGES, EMBEDDINGS, MODERATIONS ->
                    TokenUsage.estimate(inputLength(), 0);
            case IMAGES, SPEECH, TRANSCRIPTIONS -> new TokenUsage(inputLength(), 0, isEstimated());
            case COUNT_TOKENS -> TokenUsage.NONE;
        };
    }

    /// The body for a server with OpenAI's API that knows the model by this name.
    Request.Body body(String model, Set<CompatibilityFlag> flags);

    /// Those of a server's flags that change the body of this request.
    Set<CompatibilityFlag> applicable(Set<CompatibilityFlag> flags);

    /// How long the caller still waits for the whole answer, over all providers together; empty when only the providers' own
    /// limits hold.
    default Optional<Duration> remaining() {
        return Optional.empty();
    }

    /// The messages of a chat; [ProviderException] when there are none.
    default List<JsonView> messages() {
        List<JsonView> messages = field("messages").each().toList();
        if (messages.isEmpty()) {
            throw ProviderErrors.unacceptable(
                    "handcar", "messages", "messages must be a list of at least one.");
        }
        return messages;
    }

    /// The text of a message's content, which is a text or a list of parts of which some are text.
    static String text(JsonView content) {
        return content.text()
                .orElseGet(
                        () ->
                                content.each()
                                        .flatMap(part -> part.text("text").stream())
                                        .collect(Collectors.joining("\n")));
    }

    /// The items of earlier answers that the request may name by their ids.
    default ResponseItems items() {
        return ResponseItems.NONE;
    }

    /// Whether the answer is to come as it is written.
    default boolean streams() {
        return Boolean.TRUE.equals(field("stream").value());
    }

    /// Whether the bytes of a provider with the same API are handed on as they are, so that a large event may come in pieces.
    default boolean isPassedOn() {
        return !origin().isOwn();
    }

    /// The memory for what of a provider's answer has to be read whole.
    default EventRoom eventRoom(String provider) {
        return EventRoom.own(provider);
    }

    /// Headers of the request that the provider gets too.
    default Map<String, String> headers() {
        return Map.of();
    }

    /// Whether [#inputLength] is only a guess where it stands for the unit that the model is paid by.
    default boolean isEstimated() {
        return true;
    }

    /// Which calls share a circuit breaker with this one: those for customers, or those of one program, with the same model. So
    /// nobody's slow or failing calls close the door for others.
    default String lane(String model) {
        return origin().apiKey().map(key -> "key " + key).orElse("own") + " " + model;
    }

    /// Whether a stream ends with a chunk that counts its tokens.
    default boolean wantsUsage() {
        return field("stream_options").isTrue("include_usage");
    }
}
