package handcar.llm.provider;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.net.BodyException;
import handcar.net.StreamingResponse;

/// A provider's event stream: what all protocols share, which is streams that break or end too early, events that are not
/// JSON, and letting go of the connection.
public abstract class ProviderEventStream implements ModelStream {
    protected final SseFrameSplitter frames;
    private final StreamingResponse answer;
    private final String provider;

    /// Whether the last event was read.
    public boolean complete;

    /// @param inPieces whether very large events may be read in pieces
    /// @param room the memory for those that may not
    public ProviderEventStream(
            String provider, StreamingResponse answer, boolean inPieces, EventRoom room) {
        this.provider = provider;
        this.answer = answer;
        this.frames = new SseFrameSplitter(answer.body(), inPieces, room);
    }

    @Override
    public final AnswerHead head() {
        return new AnswerHead(AnswerHead.EVENTS.contentType(), AnswerHead.limits(answer.headers()));
    }

    /// The next events, at least one; sets [#complete] with the last.
    public abstract List<SseFrame> read() throws IOException;

    @Override
    public final List<SseFrame> next() {
        if (complete) {
            answer.enough();
            answer.close();
            return List.of();
        }
        try {
            return read();
        } catch (BodyException e) {
            throw ProviderErrors.broken(provider, e.reason(), String.valueOf(e.getMessage()));
        } catch (IOException | MalformedJsonException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public final void blame() {
        answer.blame();
    }

    @Override
    public final void close() {
        answer.close();
    }

    /// The stream is not what the protocol says.
    public final ProviderException malformed(String what) {
        answer.blame();
        return new ProviderException(provider, ProviderException.Kind.MALFORMED, what);
    }

    public final ProviderException endedEarly() {
        return malformed("the stream ended before the answer did");
    }

    /// The provider says that it failed.
    public final ProviderException failed(JsonView error) {
        ProviderException failure = ProviderErrors.event(provider, error);
        if (failure.kind() == ProviderException.Kind.OVERLOADED) {
            answer.blame();
        }
        return failure;
    }

    public static JsonView json(SseFrame frame) {
        return new JsonView(Json.object(frame.json()));
    }
}
