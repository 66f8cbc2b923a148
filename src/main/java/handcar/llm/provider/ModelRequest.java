package handcar.llm.provider;

import module java.base;

import handcar.json.JsonView;
import handcar.llm.cost.CallOrigin;

/// One question to a model in OpenAI's JSON, which all parts of this package use, for agents and for programs.
public interface ModelRequest {
    /// The name for "whichever model can answer".
    String ANY_MODEL = "handcar";

    /// What is asked for.
    enum Kind {
        CHAT("/chat/completions", "choices"),
        EMBEDDINGS("/embeddings", "data");

        private final String path;
        private final String result;

        Kind(String path, String result) {
            this.path = path;
            this.result = result;
        }

        /// Below the base URL of a server with OpenAI's API.
        public String path() {
            return path;
        }

        /// The field that every answer has.
        public String result() {
            return result;
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

    /// One field of the request; an empty view when it has none.
    JsonView field(String name);

    /// How much text the model reads, in characters; for an estimate of its tokens.
    long inputLength();

    /// The body for a server with OpenAI's API that knows the model by this name.
    byte[] body(String model, Set<CompatibilityFlag> flags);

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

    /// Whether a stream ends with a chunk that counts its tokens.
    default boolean wantsUsage() {
        return field("stream_options").isTrue("include_usage");
    }
}
