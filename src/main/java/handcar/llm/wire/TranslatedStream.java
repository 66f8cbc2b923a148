package handcar.llm.wire;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.AnswerHead;
import handcar.llm.provider.EventRoom;
import handcar.llm.provider.ModelStream;
import handcar.llm.provider.ProviderException;
import handcar.llm.provider.SseFrame;

/// The answer to a chat, whole or streamed, in the words of another API.
final class TranslatedStream implements ModelStream {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.UTF_8);

    private final Translation translation;
    private final Translation.Events events;
    private final ModelStream chat;
    private final String provider;
    private final EventRoom room;
    private Optional<ProviderException> broken = Optional.empty();
    private boolean ended;

    /// @param room the memory for a whole answer
    TranslatedStream(Translation translation, ModelStream chat, String provider, EventRoom room) {
        this.translation = translation;
        this.events = translation.events();
        this.chat = chat;
        this.provider = provider;
        this.room = room;
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
        if (broken.isPresent()) {
            throw broken.get();
        }
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
            take(read, told);
        }
        return told;
    }

    /// What came before an event that makes no sense is told first.
    private void take(List<SseFrame> read, List<SseFrame> told) {
        try {
            for (SseFrame frame : read) {
                if (frame.hasData() && !frame.begins(DONE)) {
                    told.addAll(events.chunk(new JsonView(Json.object(frame.json()))));
                }
            }
        } catch (MalformedJsonException e) {
            ProviderException failure = malformed(e);
            if (told.isEmpty()) {
                throw failure;
            }
            broken = Optional.of(failure);
        }
    }

    private ProviderException malformed(MalformedJsonException what) {
        chat.blame();
        return new ProviderException(
                provider, ProviderException.Kind.MALFORMED, String.valueOf(what.getMessage()));
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
            room.hold(json.size());
        }
        try {
            JsonView answer = new JsonView(Json.object(json.toByteArray()));
            return List.of(SseFrame.of(Json.bytes(translation.whole(answer))));
        } catch (MalformedJsonException e) {
            throw malformed(e);
        }
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
