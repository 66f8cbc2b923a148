package handcar.agent;

import module java.base;

import handcar.chat.Author;
import handcar.chat.Message;
import handcar.llm.ChatMessage;
import handcar.llm.ChatRequest;
import handcar.llm.ChatResponse;
import handcar.llm.ChatStream;
import handcar.llm.LlmClient;
import handcar.llm.provider.ProviderException;
import handcar.rag.search.SearchHit;

/// Lets a provider's model write the answer, and checks what it cites.
final class LlmAnswerer {
    /// In characters; far more than any channel shows. A model that does not end is cut off here.
    private static final int LONGEST = 20_000;

    private final LlmClient models;
    private final Duration limit;

    /// The model was not done at the run's limit, behind which the job's lease ends.
    static final class AnswerTimeoutException extends RuntimeException {
        AnswerTimeoutException(Duration limit) {
            super("the model was not done after " + limit.toSeconds() + " s");
        }
    }

    /// @param limit how long one answer may take
    LlmAnswerer(LlmClient models, Duration limit) {
        this.models = models;
        this.limit = limit;
    }

    /// Whether a provider can be asked now.
    boolean available() {
        return models.available();
    }

    /// Writes the answer, piece by piece when somebody watches. [NoModelAvailableException], [ProviderException] or
    /// [AnswerTimeoutException] when it failed, also in its middle.
    GeneratedAnswer write(Question question, List<SearchHit> hits, AnswerSink sink) {
        String system = Prompt.system(question.agent(), hits);
        ChatRequest request = request(question, system);
        StringBuilder text = new StringBuilder();
        Optional<ChatResponse> response =
                sink.isWatched() ? stream(request, sink, text) : complete(request, text);
        CitationResolver.Checked checked = CitationResolver.of(text.toString().strip(), hits);
        return new GeneratedAnswer(
                ending(text, checked),
                checked.text(),
                checked.citations(),
                hits,
                Optional.of(system),
                response);
    }

    private Optional<ChatResponse> complete(ChatRequest request, StringBuilder text) {
        ChatResponse response = models.complete(request);
        text.append(response.text());
        if (text.length() > LONGEST) {
            text.setLength(text.offsetByCodePoints(0, text.codePointCount(0, LONGEST)));
        }
        return Optional.of(response);
    }

    /// The response is empty when the model was cut off.
    private Optional<ChatResponse> stream(
            ChatRequest request, AnswerSink sink, StringBuilder text) {
        long begun = System.nanoTime();
        try (ChatStream stream = models.stream(request)) {
            int shown = 0;
            Optional<String> piece = stream.next();
            while (piece.isPresent() && text.length() < LONGEST) {
                text.append(piece.get());
                if (!mayBecomePerson(text)) {
                    sink.next(text.substring(shown));
                    shown = text.length();
                }
                piece = stream.next();
            }
            return piece.isEmpty() ? Optional.of(stream.result()) : Optional.empty();
        } catch (ProviderException e) {
            // the connection is closed at the limit that the request carries
            boolean over = System.nanoTime() - begun >= limit.toNanos();
            throw over && !e.isCancelled() ? new AnswerTimeoutException(limit) : e;
        }
    }

    /// The beginning of the mark that asks for a person is not shown.
    private static boolean mayBecomePerson(StringBuilder text) {
        return Prompt.PERSON.startsWith(text.toString().strip());
    }

    private static GeneratedAnswer.Ending ending(
            StringBuilder text, CitationResolver.Checked checked) {
        if (text.indexOf(Prompt.PERSON) >= 0) {
            return GeneratedAnswer.Ending.WANTS_PERSON;
        }
        return checked.citations().isEmpty()
                ? GeneratedAnswer.Ending.UNKNOWN
                : GeneratedAnswer.Ending.ANSWERED;
    }

    private ChatRequest request(Question question, String system) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(new ChatMessage.Instructions(system));
        question.before().forEach(message -> messages.add(turn(message)));
        messages.add(new ChatMessage.User(question.text()));
        Agent agent = question.agent();
        ChatRequest request =
                ChatRequest.of("answer", messages)
                        .chargedTo(question.conversation(), Optional.of(agent.id()))
                        .within(limit);
        request = agent.model().map(request::model).orElse(request);
        request = agent.temperature().map(request::temperature).orElse(request);
        return agent.maxTokens().map(request::maxTokens).orElse(request);
    }

    /// What staff wrote is an answer of ours, as far as the model is concerned.
    private static ChatMessage turn(Message message) {
        return message.author() == Author.CONTACT
                ? new ChatMessage.User(message.content())
                : new ChatMessage.Assistant(message.content());
    }
}
