package handcar.llm;

import handcar.db.UuidV7;
import handcar.json.JsonView;
import handcar.llm.ModelProvider.Patience;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The built-in model as programs reach it: it answers the last thing the user said from the company's documents, with
/// the sources as `citations` of the message.
final class ExtractiveBackend implements ProxyBackend {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<= )");

    private final ExtractiveAnswers quoting;

    ExtractiveBackend(ExtractiveAnswers quoting) {
        this.quoting = quoting;
    }

    @Override
    public String name() {
        return ModelCatalog.BUILT_IN;
    }

    @Override
    public ProxyResponse whole(ProxyRequest request, String model, Patience patience) {
        Said said = said(request);
        byte[] json = chunks().whole(said.answer, said.more);
        return new ProxyResponse(json, model, said.answer.usage());
    }

    @Override
    public ProxyStream stream(ProxyRequest request, String model, Patience patience) {
        Said said = said(request);
        OpenAiResponseWriter chunks = chunks();
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        events.writeBytes(chunks.opening(said.more));
        for (String word : BETWEEN_WORDS.split(said.answer.text())) {
            events.writeBytes(chunks.text(word));
        }
        events.writeBytes(chunks.finish(FinishReason.STOP));
        if (request.wantsUsage()) {
            events.writeBytes(chunks.used(said.answer.usage()));
        }
        events.writeBytes(OpenAiResponseWriter.DONE);
        return new Written(events.toByteArray(), said.answer.usage());
    }

    /// An answer, and the fields its message has beyond OpenAI's.
    private record Said(ProviderResponse answer, Map<String, Object> more) {}

    private Said said(ProxyRequest request) {
        String question = question(request);
        ExtractiveReply reply = quoting.reply(question);
        TokenUsage usage = TokenUsage.estimate(question.length(), reply.text().length());
        ProviderResponse answer =
                new ProviderResponse(
                        reply.text(), List.of(), FinishReason.STOP, usage, ModelCatalog.BUILT_IN);
        return new Said(
                answer,
                reply instanceof ExtractiveReply.Answer quoted
                        ? Map.of(
                                "citations",
                                quoted.sources().stream().map(s -> citation(s)).toList())
                        : Map.of());
    }

    private static Map<String, Object> citation(Evidence.Sentence source) {
        Map<String, Object> citation = new LinkedHashMap<>();
        citation.put("document_id", source.documentId().toString());
        citation.put("title", source.title());
        citation.put("url", source.url().orElse(null));
        citation.put("quote", source.text());
        return citation;
    }

    private static OpenAiResponseWriter chunks() {
        return new OpenAiResponseWriter("chatcmpl-" + UuidV7.next(), ModelCatalog.BUILT_IN);
    }

    private static String question(ProxyRequest request) {
        List<JsonView> messages = request.messages();
        return messages.reversed().stream()
                .filter(message -> message.text("role").equals(Optional.of("user")))
                .map(message -> text(message.at("content")))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElseThrow(
                        () ->
                                ProxyRequest.unacceptable(
                                        ModelCatalog.BUILT_IN,
                                        "messages",
                                        "The user says nothing."));
    }

    /// A text, or a list of parts of which some are text.
    static String text(JsonView content) {
        return content.text()
                .orElseGet(
                        () ->
                                content.each()
                                        .flatMap(part -> part.text("text").stream())
                                        .collect(Collectors.joining("\n")));
    }

    /// An answer that is there already.
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    private record Written(byte[] events, TokenUsage usage) implements ProxyStream {
        @Override
        public void begin() {}

        @Override
        public boolean forward(OutputStream out) throws IOException {
            out.write(events);
            return false;
        }

        @Override
        public String model() {
            return ModelCatalog.BUILT_IN;
        }

        @Override
        public void close() {}
    }
}
