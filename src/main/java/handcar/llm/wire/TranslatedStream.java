package handcar.llm.wire;

import module java.base;

import handcar.http.upload.SpoolFile;
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
    /// Bytes of a whole answer that are held while it comes.
    private static final int IN_MEMORY = 128 * 1024;

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
        try {
            JsonView answer = new JsonView(Json.object(json()));
            return List.of(SseFrame.of(Json.bytes(translation.whole(answer))));
        } catch (MalformedJsonException e) {
            throw malformed(e);
        }
    }

    private byte[] json() {
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        List<SseFrame> read = chat.next();
        while (!read.isEmpty() && start.size() < IN_MEMORY) {
            read.forEach(frame -> start.write(frame.bytes(), frame.from(), frame.length()));
            read = chat.next();
        }
        return read.isEmpty() ? start.toByteArray() : json(start.toByteArray(), read);
    }

    /// A large answer waits in a file until it is there whole, and takes memory only then.
    private byte[] json(byte[] start, List<SseFrame> then) {
        try (SpoolFile file = SpoolFile.open()) {
            file.write(start, 0, start.length);
            for (List<SseFrame> read = then; !read.isEmpty(); read = chat.next()) {
                for (SseFrame frame : read) {
                    file.write(frame.bytes(), frame.from(), frame.length());
                }
                room.require(file.length());
            }
            room.hold(file.length());
            return file.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
