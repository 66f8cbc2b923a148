package handcar.llm.wire;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.AnswerHead;
import handcar.llm.provider.ModelStream;
import handcar.llm.provider.SseFrame;

/// The answer to a chat, whole or streamed, in the words of another API.
final class TranslatedStream implements ModelStream {
    private static final String DONE = "[DONE]";

    private final Translation translation;
    private final Translation.Events events;
    private final ModelStream chat;
    private boolean ended;

    TranslatedStream(Translation translation, ModelStream chat) {
        this.translation = translation;
        this.events = translation.events();
        this.chat = chat;
    }

    @Override
    public AnswerHead head() {
        return chat.head();
    }

    @Override
    public List<SseFrame> next() {
        return head().isStream() ? nextEvents() : whole();
    }

    private List<SseFrame> nextEvents() {
        List<SseFrame> told = new ArrayList<>();
        while (told.isEmpty()) {
            List<SseFrame> read = chat.next();
            if (read.isEmpty()) {
                if (ended) {
                    return List.of();
                }
                ended = true;
                return events.end();
            }
            for (SseFrame frame : read) {
                String data = frame.data();
                if (!data.isEmpty() && !data.equals(DONE)) {
                    told.addAll(events.chunk(new JsonView(Json.object(data))));
                }
            }
        }
        return told;
    }

    /// A whole answer may come in several pieces of bytes.
    private List<SseFrame> whole() {
        if (ended) {
            return chat.next();
        }
        ended = true;
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        for (List<SseFrame> read = chat.next(); !read.isEmpty(); read = chat.next()) {
            read.forEach(frame -> json.write(frame.bytes(), frame.from(), frame.length()));
        }
        JsonView answer = new JsonView(Json.object(json.toByteArray()));
        return List.of(SseFrame.of(Json.bytes(translation.whole(answer))));
    }

    @Override
    public void blame() {
        chat.blame();
    }

    @Override
    public String model() {
        return chat.model();
    }

    @Override
    public TokenUsage usage() {
        return chat.usage();
    }

    @Override
    public void close() {
        chat.close();
    }
}
