package handcar.gateway;

import handcar.db.Ids;
import handcar.gateway.Provider.Patience;
import handcar.json.JsonView;

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
final class BuiltInCarrier implements Carrier {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<= )");

    private final Quoting quoting;

    BuiltInCarrier(Quoting quoting) {
        this.quoting = quoting;
    }

    @Override
    public String name() {
        return Catalogue.BUILT_IN;
    }

    @Override
    public Whole whole(Asked asked, String model, Patience patience) {
        Said said = said(asked);
        byte[] json = chunks().whole(said.answer, said.more);
        return new Whole(json, model, said.answer.usage());
    }

    @Override
    public Passage stream(Asked asked, String model, Patience patience) {
        Said said = said(asked);
        Chunks chunks = chunks();
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        events.writeBytes(chunks.opening(said.more));
        for (String word : BETWEEN_WORDS.split(said.answer.text())) {
            events.writeBytes(chunks.text(word));
        }
        events.writeBytes(chunks.finish(Finish.STOP));
        if (asked.wantsUsage()) {
            events.writeBytes(chunks.used(said.answer.usage()));
        }
        events.writeBytes(Chunks.DONE);
        return new Written(events.toByteArray(), said.answer.usage());
    }

    /// An answer, and the fields its message has beyond OpenAI's.
    private record Said(ProviderAnswer answer, Map<String, Object> more) {}

    private Said said(Asked asked) {
        String question = question(asked);
        BuiltInReply reply = quoting.reply(question);
        Usage usage = Usage.estimate(question.length(), reply.text().length());
        ProviderAnswer answer =
                new ProviderAnswer(reply.text(), List.of(), Finish.STOP, usage, Catalogue.BUILT_IN);
        return new Said(
                answer,
                reply instanceof BuiltInReply.Answer quoted
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

    private static Chunks chunks() {
        return new Chunks("chatcmpl-" + Ids.next(), Catalogue.BUILT_IN);
    }

    private static String question(Asked asked) {
        List<JsonView> messages = asked.messages();
        return messages.reversed().stream()
                .filter(message -> message.text("role").equals(Optional.of("user")))
                .map(message -> text(message.at("content")))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElseThrow(
                        () ->
                                Asked.unacceptable(
                                        Catalogue.BUILT_IN, "messages", "The user says nothing."));
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
    private record Written(byte[] events, Usage usage) implements Passage {
        @Override
        public void begin() {}

        @Override
        public boolean forward(OutputStream out) throws IOException {
            out.write(events);
            return false;
        }

        @Override
        public String model() {
            return Catalogue.BUILT_IN;
        }

        @Override
        public void close() {}
    }
}
