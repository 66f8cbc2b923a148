package handcar.llm.wire;

import module java.base;

import handcar.json.JsonView;
import handcar.llm.provider.ModelProvider;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ModelStream;
import handcar.llm.provider.SseFrame;
import handcar.time.RetrySchedule;

/// A request of another API as a chat, and the chat's answer in the words of that API.
public interface Translation {
    /// The translation that a provider needs to answer this request; empty when it has that API itself.
    static Optional<Translation> of(ModelProvider provider, ModelRequest request) {
        if (provider.isOwn(request.kind())) {
            return Optional.empty();
        }
        return switch (request.kind()) {
            case MESSAGES -> Optional.of(new MessagesTranslation(provider.name(), request));
            case RESPONSES -> Optional.of(new ResponsesTranslation(provider.name(), request));
            case CHAT,
                    COUNT_TOKENS,
                    EMBEDDINGS,
                    COMPLETIONS,
                    MODERATIONS,
                    IMAGES,
                    SPEECH,
                    TRANSCRIPTIONS ->
                    Optional.empty();
        };
    }

    /// Asks the provider for a chat. The answer must be closed.
    default ModelStream pass(ModelProvider provider, String model, RetrySchedule retries) {
        ModelRequest chat = chat();
        return new TranslatedStream(
                this,
                provider.pass(chat, model, retries),
                provider.name(),
                chat.eventRoom(provider.name()));
    }

    /// The request as a chat.
    ModelRequest chat();

    /// A whole answer.
    Map<String, Object> whole(JsonView answer);

    /// A streamed answer.
    Events events();

    /// Turns the chunks of one chat into events.
    interface Events {
        /// The events of a chunk.
        List<SseFrame> chunk(JsonView chunk);

        /// The events of the end.
        List<SseFrame> end();
    }
}
