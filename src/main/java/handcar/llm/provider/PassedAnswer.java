package handcar.llm.provider;

import module java.base;

import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.json.RawJsonObject;
import handcar.llm.cost.TokenUsage;
import handcar.net.BodyException;
import handcar.net.StreamingResponse;

/// A provider's whole answer, handed on as the bytes it is while it comes. A small one is checked before its first byte is handed
/// on; of a large one only the beginning and the end are looked at, where the tokens are counted.
public final class PassedAnswer implements ModelStream {
    /// Most answers are smaller. Beyond it an answer is handed on before its end is there.
    private static final int SMALL = 64 * 1024;

    /// Bytes of the end of a large answer in which its usage is looked for.
    private static final int TAIL = 16 * 1024;

    private final String provider;
    private final StreamingResponse answer;
    private final ModelRequest request;
    private final AnswerHead head;
    private byte[] buffer = new byte[0];
    private byte[] tail = new byte[0];
    private Optional<TokenUsage> counted = Optional.empty();
    private String model;
    private long length;
    private boolean begun;
    private boolean ended;

    public PassedAnswer(
            String provider, StreamingResponse answer, String model, ModelRequest request) {
        this.provider = provider;
        this.answer = answer;
        this.model = model;
        this.request = request;
        this.head = AnswerHead.of(answer.headers());
    }

    @Override
    public AnswerHead head() {
        return head;
    }

    @Override
    public List<SseFrame> next() {
        if (ended) {
            answer.close();
            return List.of();
        }
        try {
            int read = begun ? readSome() : readStart();
            length += read;
            return read == 0 ? next() : List.of(new SseFrame(buffer, 0, read));
        } catch (BodyException e) {
            throw ProviderErrors.broken(provider, e.reason(), String.valueOf(e.getMessage()));
        } catch (MalformedJsonException e) {
            answer.blame();
            throw new ProviderException(
                    provider, ProviderException.Kind.MALFORMED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int readStart() throws IOException {
        begun = true;
        buffer = answer.body().readNBytes(SMALL);
        ended = buffer.length < SMALL;
        if (ended) {
            check(buffer);
        } else {
            counted = UsageScan.find(buffer).flatMap(UsageJson::read).or(this::duration);
        }
        return buffer.length;
    }

    private int readSome() throws IOException {
        int read = answer.body().read(buffer, 0, buffer.length);
        ended = read < 0;
        if (ended) {
            counted = UsageScan.find(tail).flatMap(UsageJson::read).or(() -> counted);
            return 0;
        }
        keepTail(read);
        return read;
    }

    private void keepTail(int read) {
        int kept = Math.max(0, Math.min(tail.length, TAIL - read));
        int added = Math.min(read, TAIL);
        byte[] now = new byte[kept + added];
        System.arraycopy(tail, tail.length - kept, now, 0, kept);
        System.arraycopy(buffer, read - added, now, kept, added);
        tail = now;
    }

    private void check(byte[] whole) {
        String result = request.kind().result();
        if (!answer.mediaType().equals("application/json")) {
            if (!result.isEmpty()) {
                throw new MalformedJsonException("the answer is not JSON");
            }
            return;
        }
        RawJsonObject json = RawJsonObject.of(whole);
        if (json.at("error").fields().containsKey("message")) {
            throw ProviderErrors.event(provider, json.at("error"));
        }
        if (!result.isEmpty() && !json.mentions(result)) {
            throw new MalformedJsonException("an answer without " + result);
        }
        model = json.text("model").orElse(model);
        counted =
                isTranscript()
                        ? UsageJson.transcript(json.at("usage"), json.at("duration"))
                        : UsageJson.read(json.at("usage"));
    }

    private Optional<TokenUsage> duration() {
        return isTranscript()
                ? UsageJson.transcript(new JsonView(null), UsageScan.duration(buffer))
                : Optional.empty();
    }

    private boolean isTranscript() {
        return request.kind() == ModelRequest.Kind.TRANSCRIPTIONS;
    }

    @Override
    public void blame() {
        answer.blame();
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public TokenUsage usage() {
        return counted.orElseGet(this::estimate);
    }

    private TokenUsage estimate() {
        return switch (request.kind()) {
            case CHAT, COMPLETIONS, RESPONSES, MESSAGES ->
                    TokenUsage.estimate(request.inputLength(), length);
            case EMBEDDINGS, MODERATIONS, IMAGES, SPEECH, TRANSCRIPTIONS, COUNT_TOKENS ->
                    request.least();
        };
    }

    @Override
    public void close() {
        answer.close();
    }
}
