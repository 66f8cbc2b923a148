package handcar.llm.extractive;

import module java.base;

import handcar.db.UuidV7;
import handcar.llm.cost.PriceList;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.CompleteStream;
import handcar.llm.provider.ModelProvider;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ModelStream;
import handcar.llm.provider.OpenAiResponseWriter;
import handcar.llm.provider.ProviderErrors;
import handcar.llm.provider.ProviderResponse;
import handcar.llm.provider.SseFrame;
import handcar.net.CircuitState;
import handcar.time.RetrySchedule;

/// The built-in model: it answers the last thing the user said from the company's documents, with the sources as
/// `citations` of the message.
public final class ExtractiveProvider implements ModelProvider {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<= )");

    private final ExtractiveAnswers quoting;

    public ExtractiveProvider(ExtractiveAnswers quoting) {
        this.quoting = quoting;
    }

    @Override
    public String name() {
        return PriceList.BUILT_IN;
    }

    @Override
    public boolean serves(String model) {
        return model.equals(PriceList.BUILT_IN);
    }

    @Override
    public boolean does(ModelRequest.Kind kind) {
        return kind == ModelRequest.Kind.CHAT;
    }

    @Override
    public Optional<String> defaultModel(ModelRequest.Kind kind) {
        return does(kind) ? Optional.of(PriceList.BUILT_IN) : Optional.empty();
    }

    @Override
    public CircuitState breaker() {
        return CircuitState.CLOSED;
    }

    @Override
    public ProviderResponse complete(ModelRequest request, String model, RetrySchedule retries) {
        Quoted quoted = quoted(request);
        return chunks().whole(quoted.text, List.of(), "stop", quoted.usage, quoted.more);
    }

    @Override
    public ModelStream stream(ModelRequest request, String model, RetrySchedule retries) {
        Quoted quoted = quoted(request);
        OpenAiResponseWriter chunks = chunks();
        List<SseFrame> events = new ArrayList<>();
        events.add(chunks.opening(quoted.more));
        for (String word : BETWEEN_WORDS.split(quoted.text)) {
            events.add(chunks.text(word));
        }
        events.addAll(chunks.end("stop", quoted.usage, request.wantsUsage()));
        return new CompleteStream(events, PriceList.BUILT_IN, quoted.usage);
    }

    /// An answer, and the fields its message has beyond OpenAI's.
    private record Quoted(String text, Map<String, Object> more, TokenUsage usage) {}

    private Quoted quoted(ModelRequest request) {
        String question = question(request);
        ExtractiveReply reply = quoting.reply(question);
        Map<String, Object> more =
                reply instanceof ExtractiveReply.Answer answer
                        ? Map.of("citations", citations(answer.sources()))
                        : Map.of();
        TokenUsage usage = TokenUsage.estimate(question.length(), reply.text().length());
        return new Quoted(reply.text(), more, usage);
    }

    private static List<Map<String, Object>> citations(List<Quotation> sources) {
        List<Map<String, Object>> citations = new ArrayList<>();
        for (Quotation source : sources) {
            Map<String, Object> citation = new LinkedHashMap<>();
            citation.put("document_id", source.documentId().toString());
            citation.put("title", source.title());
            citation.put("url", source.url().orElse(null));
            citation.put("quote", source.text());
            citations.add(citation);
        }
        return citations;
    }

    private static OpenAiResponseWriter chunks() {
        return new OpenAiResponseWriter("chatcmpl-" + UuidV7.next(), PriceList.BUILT_IN);
    }

    private static String question(ModelRequest request) {
        return request.messages().reversed().stream()
                .filter(message -> message.text("role").equals(Optional.of("user")))
                .map(message -> ModelRequest.text(message.at("content")))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElseThrow(
                        () ->
                                ProviderErrors.unacceptable(
                                        PriceList.BUILT_IN, "messages", "The user says nothing."));
    }
}
