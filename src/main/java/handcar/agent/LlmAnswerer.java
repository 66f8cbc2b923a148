package handcar.agent;

import handcar.chat.Author;
import handcar.chat.Message;
import handcar.llm.ChatDelta;
import handcar.llm.ChatMessage;
import handcar.llm.ChatRequest;
import handcar.llm.ChatResponse;
import handcar.llm.ChatStream;
import handcar.llm.ModelRouter;
import handcar.rag.search.SearchHit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Has a provider's model write the answer, and checks what it cites.
final class LlmAnswerer {
    /// A model that goes on and on is cut here; far more than any channel shows.
    private static final int LONGEST = 20_000;

    private final ModelRouter models;
    private final Duration limit;

    /// A model that trickles words past the run's limit; the lease would end under it.
    static final class TookTooLong extends RuntimeException {
        TookTooLong(Duration limit) {
            super("the model was not done after " + limit.toSeconds() + " s");
        }
    }

    /// @param limit of one run, from the first passage to the last word
    LlmAnswerer(ModelRouter models, Duration limit) {
        this.models = models;
        this.limit = limit;
    }

    /// Whether there is anybody to ask.
    boolean available() {
        return models.available();
    }

    /// Streams the answer to the pieces. `ModelUnavailable`, `ProviderFailure` or [TookTooLong] when it did not come about, also in its
    /// middle.
    GeneratedAnswer write(Question question, List<SearchHit> hits, AnswerSink pieces) {
        String system = Prompt.system(question.agent(), hits);
        long begun = System.nanoTime();
        StringBuilder text = new StringBuilder();
        Optional<ChatResponse> result = Optional.empty();
        try (ChatStream stream = models.stream(request(question, system))) {
            int shown = 0;
            Optional<ChatDelta> piece = stream.next();
            while (piece.isPresent() && text.length() < LONGEST) {
                text.append(piece.get().text());
                if (!mayBecomePerson(text)) {
                    pieces.next(text.substring(shown));
                    shown = text.length();
                }
                if (System.nanoTime() - begun > limit.toNanos()) {
                    throw new TookTooLong(limit);
                }
                piece = stream.next();
            }
            if (piece.isEmpty()) {
                result = Optional.of(stream.result());
            }
        }
        CitationResolver.Checked checked = CitationResolver.of(text.toString().strip(), hits);
        return new GeneratedAnswer(
                ending(text, checked),
                checked.text(),
                checked.citations(),
                hits,
                Optional.of(system),
                result);
    }

    /// Nobody shall see the half of a word that is not meant for them.
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

    private static ChatRequest request(Question question, String system) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(new ChatMessage.Instructions(system));
        question.before().forEach(message -> messages.add(turn(message)));
        messages.add(new ChatMessage.User(question.text()));
        Agent agent = question.agent();
        ChatRequest request =
                ChatRequest.of("answer", messages)
                        .chargedTo(question.conversation(), Optional.of(agent.id()));
        request = agent.model().map(request::model).orElse(request);
        request =
                agent.temperature().isPresent()
                        ? request.temperature(agent.temperature().get())
                        : request;
        return agent.maxTokens().isPresent() ? request.maxTokens(agent.maxTokens().get()) : request;
    }

    /// A person's answer is ours as far as the model is concerned.
    private static ChatMessage turn(Message message) {
        return message.author() == Author.CONTACT
                ? new ChatMessage.User(message.content())
                : new ChatMessage.Assistant(message.content());
    }
}
