package handcar.fakes;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.testing.Wait;

/// A server with OpenAI's wire. Unscripted it answers every chat with [#answering]'s text, streamed word by word when
/// asked, and embeds texts by the words in them, so that similar texts get similar vectors.
public final class FakeOpenAi extends FakeServer {
    private volatile Function<FakeRequest, String> answer = _ -> "Hello from the fake.";
    private volatile Function<FakeRequest, Optional<FakeReply>> exceptional = _ -> Optional.empty();
    private volatile String finish = "stop";
    private volatile int dimension = 1_536;
    private volatile Duration between = Duration.ZERO;
    private final Queue<FakeReply> transcriptions = new ConcurrentLinkedQueue<>();
    private volatile FakeReply transcription = error(404, "invalid_request_error", "", "Unknown.");

    public FakeOpenAi() {
        super((_, _) -> {});
        usual(this::route);
    }

    /// As `OPENAI_BASE_URL` wants it.
    @Override
    public String baseUrl() {
        return super.baseUrl() + "/v1";
    }

    /// What it answers, from the request.
    public FakeOpenAi answering(Function<FakeRequest, String> text) {
        answer = text;
        return this;
    }

    /// How it replies to some requests instead.
    public FakeOpenAi replying(Function<FakeRequest, Optional<FakeReply>> replies) {
        exceptional = replies;
        return this;
    }

    /// Why it stops: `stop`, `length`, `content_filter`.
    public FakeOpenAi finishing(String reason) {
        finish = reason;
        return this;
    }

    /// What it hears in speech.
    public FakeOpenAi hearing(String text) {
        transcription =
                FakeReply.json(
                        200,
                        Map.of("text", text, "usage", Map.of("type", "duration", "seconds", 3)));
        return this;
    }

    /// What it does with speech, before it hears what it usually hears.
    public FakeOpenAi thenHearing(FakeReply... replies) {
        transcriptions.addAll(List.of(replies));
        return this;
    }

    /// The speech it got.
    public List<FakeRequest> speech() {
        return requests().stream()
                .filter(request -> request.path().endsWith("/audio/transcriptions"))
                .toList();
    }

    /// Waits between the words of a stream.
    public FakeOpenAi pausing(Duration pause) {
        between = pause;
        return this;
    }

    /// The length of its vectors.
    public FakeOpenAi dimension(int length) {
        dimension = length;
        return this;
    }

    /// The last message of a request.
    public static String lastSaid(FakeRequest request) {
        return request.json()
                .at("messages")
                .each()
                .reduce((_, last) -> last)
                .flatMap(message -> message.text("content"))
                .orElseThrow();
    }

    /// An honest answer that names every line of the last message: the line, as [#unknown] says it.
    public static String notKnowing(FakeRequest request) {
        return lastSaid(request).lines().map(FakeOpenAi::unknown).collect(Collectors.joining("\n"));
    }

    /// What it says to one line that it does not know.
    public static String unknown(String line) {
        return "I don't know \"" + line + "\".";
    }

    /// An error in OpenAI's form.
    public static FakeReply error(int status, String type, String param, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message);
        error.put("type", type);
        error.put("param", param.isEmpty() ? null : param);
        error.put("code", null);
        return FakeReply.json(status, Map.of("error", error));
    }

    /// 429 with `Retry-After`.
    public static FakeReply limited(int seconds) {
        return FakeReply.json(
                429,
                Map.of("Retry-After", String.valueOf(seconds)),
                Map.of("error", Map.of("message", "Slow down.", "type", "rate_limit_error")));
    }

    /// One chunk of a stream, as it stands on the wire.
    public static String chunk(String text) {
        return chunk(Map.of("content", text), null);
    }

    /// The last chunk with a choice.
    public static String finish(String reason) {
        return chunk(Map.of(), reason);
    }

    /// Any chunk.
    public static String data(Object json) {
        return "data: " + Json.text(json) + "\n\n";
    }

    /// The chunk that only counts.
    public static String usage(long input, long output) {
        return data(
                Map.of(
                        "model", "gpt-4o-mini-2024-07-18",
                        "choices", List.of(),
                        "usage", counted(input, output)));
    }

    public static String done() {
        return "data: [DONE]\n\n";
    }

    /// A chunk with this delta.
    public static String chunk(
            Map<String, ?> delta, @org.jspecify.annotations.Nullable String finish) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("delta", delta);
        choice.put("finish_reason", finish);
        return data(
                Map.of(
                        "id",
                        "chatcmpl-1",
                        "object",
                        "chat.completion.chunk",
                        "created",
                        1_700_000_000,
                        "model",
                        "gpt-4o-mini-2024-07-18",
                        "choices",
                        List.of(choice)));
    }

    private void route(FakeRequest request, FakeConnection wire)
            throws java.io.IOException, InterruptedException {
        FakeReply reply =
                request.path().endsWith("/chat/completions")
                        ? exceptional.apply(request).orElse(this::chat)
                        : request.path().endsWith("/embeddings")
                                ? this::embed
                                : request.path().endsWith("/audio/transcriptions")
                                        ? Optional.ofNullable(transcriptions.poll())
                                                .orElse(transcription)
                                        : error(404, "invalid_request_error", "", "Unknown path.");
        if (request.header("authorization").isEmpty()) {
            reply = error(401, "invalid_request_error", "", "You didn't provide an API key.");
        }
        reply.to(request, wire);
    }

    private void chat(FakeRequest request, FakeConnection wire)
            throws java.io.IOException, InterruptedException {
        if (request.json().isTrue("stream")) {
            stream(request, wire);
            return;
        }
        String text = answer.apply(request);
        FakeReply.json(
                        200,
                        Map.of(
                                "id",
                                "chatcmpl-1",
                                "object",
                                "chat.completion",
                                "model",
                                request.json().text("model").orElse(""),
                                "choices",
                                List.of(
                                        Map.of(
                                                "index",
                                                0,
                                                "message",
                                                Map.of("role", "assistant", "content", text),
                                                "finish_reason",
                                                finish)),
                                "usage",
                                counted(words(request.text()).size(), words(text).size())))
                .to(request, wire);
    }

    private void stream(FakeRequest request, FakeConnection wire)
            throws java.io.IOException, InterruptedException {
        List<String> words = words(answer.apply(request));
        wire.openStream("text/event-stream; charset=utf-8");
        wire.chunk(chunk(Map.of("role", "assistant", "content", ""), null));
        for (String word : words) {
            wire.chunk(chunk(word));
            Wait.pause(between, "a slow model");
        }
        wire.chunk(finish(finish));
        if (request.json().at("stream_options").isTrue("include_usage")) {
            wire.chunk(usage(words(request.text()).size(), words.size()));
        }
        wire.chunk(done());
        wire.endStream();
    }

    private void embed(FakeRequest request, FakeConnection wire)
            throws java.io.IOException, InterruptedException {
        boolean base64 = request.json().text("encoding_format").orElse("").equals("base64");
        List<Object> data = new ArrayList<>();
        long tokens = 0;
        for (JsonView input : request.json().at("input").each().toList()) {
            String text = input.text().orElse("");
            float[] vector = vector(text, dimension);
            tokens += words(text).size();
            data.addFirst(
                    Map.of(
                            "object",
                            "embedding",
                            "index",
                            data.size(),
                            "embedding",
                            base64 ? base64(vector) : numbers(vector)));
        }
        FakeReply.json(
                        200,
                        Map.of(
                                "object",
                                "list",
                                "data",
                                data,
                                "model",
                                request.json().text("model").orElse(""),
                                "usage",
                                Map.of("prompt_tokens", tokens, "total_tokens", tokens)))
                .to(request, wire);
    }

    /// Every word, cut to its first five letters, adds to a place of its own.
    private static float[] vector(String text, int dimension) {
        float[] vector = new float[dimension];
        vector[0] = 0.01f;
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
            String stem = word.substring(0, Math.min(5, word.length()));
            vector[Math.floorMod(stem.hashCode(), dimension)] += stem.length();
        }
        return vector;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes =
                ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static List<Float> numbers(float[] vector) {
        return IntStream.range(0, vector.length).mapToObj(at -> vector[at]).toList();
    }

    private static Map<String, Object> counted(long input, long output) {
        return Map.of(
                "prompt_tokens", input,
                "completion_tokens", output,
                "total_tokens", input + output);
    }

    /// The text in pieces that each end with their space.
    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("(?<= )", -1));
    }
}
