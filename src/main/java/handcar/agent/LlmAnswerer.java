package handcar.agent;

import module java.base;

import handcar.chat.Author;
import handcar.chat.Message;
import handcar.llm.ChatMessage;
import handcar.llm.ChatRequest;
import handcar.llm.ChatResponse;
import handcar.llm.ChatStream;
import handcar.llm.FinishReason;
import handcar.llm.LlmClient;
import handcar.llm.provider.ProviderException;
import handcar.rag.search.SearchHit;
import handcar.text.ResourceProperties;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Lets a provider's model write the answer, and shows of it what the given passages back.
final class LlmAnswerer {
    /// In characters; far more than any channel shows. A model that does not end is cut off here.
    private static final int LONGEST = 20_000;

    private static final Properties CUT_OFF =
            ResourceProperties.read(LlmAnswerer.class, "cut-off.properties");

    private static final Logger LOG = System.getLogger(LlmAnswerer.class.getName());

    private final LlmClient models;
    private final EntailmentCheck check;
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
        this.check = new EntailmentCheck(models);
        this.limit = limit;
    }

    /// Whether a provider can be asked now.
    boolean available() {
        return models.available();
    }

    /// Writes the answer, sentence by sentence when somebody watches. [NoModelAvailableException], [ProviderException] or
    /// [AnswerTimeoutException] when it failed, also in its middle.
    ///
    /// @param asked the question as it is understood alone
    GeneratedAnswer write(Question question, String asked, List<SearchHit> hits, AnswerSink sink) {
        SystemPrompt prompt = Prompt.system(question.agent(), hits);
        ChatRequest request = request(question, prompt.text());
        try (EntailmentChecks checks =
                new EntailmentChecks(each -> check.holds(question, each), sink::ensureWanted)) {
            AnswerReview review = new AnswerReview(question.agent(), asked, hits, prompt, checks);
            Optional<ChatResponse> response =
                    sink.isWatched() ? stream(request, sink, review) : complete(request, review);
            FinishReason finish = response.map(ChatResponse::finish).orElse(FinishReason.LENGTH);
            boolean cut = finish == FinishReason.LENGTH;
            boolean filtered = finish == FinishReason.CONTENT_FILTER;
            if (filtered || review.wantsPerson()) {
                checks.stop(); // nothing of it is shown
            }
            AnswerReview.Reviewed reviewed = review.end(cut || filtered);
            log(reviewed);
            if (sink.isWatched() && !reviewed.isEmpty() && !filtered) {
                show(review.rest(), review, sink);
            }
            GeneratedAnswer answer =
                    new GeneratedAnswer(
                            GeneratedAnswer.Ending.UNKNOWN,
                            "",
                            List.of(),
                            hits,
                            Optional.of(prompt.text()),
                            response,
                            List.of(),
                            false);
            if (review.wantsPerson() && !reviewed.leaked()) {
                return answer.ending(GeneratedAnswer.Ending.WANTS_PERSON);
            }
            boolean withheld =
                    reviewed.isEmpty() || filtered || (cut && reviewed.citations().isEmpty());
            return withheld
                    ? answer.ending(GeneratedAnswer.Ending.WITHHELD)
                    : answered(answer, reviewed, cut ? "\n\n" + cutOff(question) : "");
        }
    }

    /// @param end what is said behind it
    private static GeneratedAnswer answered(
            GeneratedAnswer answer, AnswerReview.Reviewed reviewed, String end) {
        return reviewed.citations().isEmpty()
                ? answer.saying(reviewed.text())
                : answer.answering(reviewed.text() + end, reviewed.citations())
                        .confirming(reviewed.confirmed());
    }

    private static void log(AnswerReview.Reviewed reviewed) {
        if (reviewed.dropped() > 0 || reviewed.leaked() || !reviewed.confirmed().isEmpty()) {
            LOG.log(
                    Level.INFO,
                    "answer.reviewed dropped={0} cited={1} confirmed={2} leaked={3}",
                    reviewed.dropped(),
                    reviewed.citations().size(),
                    reviewed.confirmed().size(),
                    reviewed.leaked());
        }
    }

    private Optional<ChatResponse> complete(ChatRequest request, AnswerReview review) {
        ChatResponse response = models.complete(request);
        String text = response.text();
        boolean whole = text.length() <= LONGEST;
        var _ =
                review.next(
                        whole
                                ? text
                                : text.substring(
                                        0,
                                        text.offsetByCodePoints(
                                                0, text.codePointCount(0, LONGEST))));
        return whole ? Optional.of(response) : Optional.empty();
    }

    /// The response is empty when the model was cut off.
    private Optional<ChatResponse> stream(
            ChatRequest request, AnswerSink sink, AnswerReview review) {
        long begun = System.nanoTime();
        int length = 0;
        try (ChatStream stream = models.stream(request)) {
            Optional<String> piece = stream.next();
            while (piece.isPresent() && length < LONGEST) {
                length += piece.get().length();
                show(review.next(piece.get()), review, sink);
                piece = stream.next();
            }
            return piece.isEmpty() ? Optional.of(stream.result()) : Optional.empty();
        } catch (ProviderException e) {
            // the connection is closed at the limit that the request carries
            boolean over = System.nanoTime() - begun >= limit.toNanos();
            throw over && !e.isCancelled() ? new AnswerTimeoutException(limit) : e;
        }
    }

    private static void show(String text, AnswerReview review, AnswerSink sink) {
        if (review.tookBack()) {
            sink.startOver();
        }
        if (!text.isEmpty()) {
            sink.next(text);
        }
    }

    private static String cutOff(Question question) {
        String language = question.language(List.of());
        return CUT_OFF.getProperty(language, CUT_OFF.getProperty("en", ""));
    }

    private ChatRequest request(Question question, String system) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(new ChatMessage.Instructions(system));
        question.before().forEach(message -> messages.add(turn(message)));
        messages.add(new ChatMessage.User(question.inContext()));
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
                ? new ChatMessage.User(Question.inContext(message.context(), message.asked()))
                : new ChatMessage.Assistant(message.content());
    }
}
