package handcar.agent;

import module java.base;

import handcar.chat.Author;
import handcar.chat.Message;
import handcar.config.Logging;
import handcar.llm.ChatMessage;
import handcar.llm.ChatRequest;
import handcar.llm.LlmClient;
import handcar.llm.NoModelAvailableException;
import handcar.llm.provider.ProviderException;
import handcar.rag.claims.ClaimText;
import handcar.text.TextSanitizer;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Lets the model say a follow-up ("and to Norway?") as a question that is understood alone, so that a search finds what it is
/// about. One short call; a question that stands alone costs none, and a failure leaves the question as it is.
final class FollowUpRewriter {
    /// The customer waits for it before the answer begins.
    private static final Duration LIMIT = Duration.ofSeconds(4);

    private static final int LAST_MESSAGES = 6;

    /// In characters, of each message before; what it is about stands in its beginning.
    private static final int LONGEST_MESSAGE = 600;

    private static final int LONGEST_QUESTION = 400;
    private static final int MOST_TOKENS = 150;

    /// A question of so few words leaves something out.
    private static final int FEW_WORDS = 3;

    private static final Pattern BEGINS =
            Pattern.compile(
                    "(?iU)^\\W*(?:and|or|but|then|what about|how about|what"
                        + " if|und|oder|aber|dann|wie sieht es|was ist"
                        + " mit|et|ou|mais|y|e|o|pero|en|maar|dan|и|а|но|или|тогда|و|ماذا عن)\\b");
    private static final Pattern POINTS =
            Pattern.compile(
                    "(?iU)\\b(?:it|its|that|this|they|them|those|these|there|one|ones|instead|same|dafür|dazu|damit|davon|dort|dorthin|dahin|"
                        + "stattdessen|das|dies|diese|dieser|dieses|ihn|sie|cela|ça|celui-ci|celle-ci|là-bas|ceux-ci|eso|esto|ello|allí|"
                        + "это|этого|этот|эта|туда|там|его|её|ее|их|dit|dat|daar|quello|questo|isso|isto|ذلك|هذا|هذه|هناك)\\b");

    private static final Logger LOG = System.getLogger(FollowUpRewriter.class.getName());

    private final LlmClient models;

    FollowUpRewriter(LlmClient models) {
        this.models = models;
    }

    /// The question as it is understood alone; empty when it already is, or when the model could not be asked.
    Optional<String> rewritten(Question question) {
        boolean alone = question.earlier().isEmpty() && question.context().isEmpty();
        if (alone || standsAlone(question.text())) {
            return Optional.empty();
        }
        try {
            String said = models.complete(request(question)).text();
            String text = TextSanitizer.oneLine(ReasoningBlocks.without(said));
            return Optional.of(text).filter(line -> isAboutSame(line, question));
        } catch (NoModelAvailableException | ProviderException e) {
            if (e instanceof ProviderException failure && failure.isCancelled()) {
                throw e;
            }
            LOG.log(Level.INFO, "answer.rewrite_failed reason=" + Logging.quoted(e));
            return Optional.empty();
        }
    }

    static boolean standsAlone(String text) {
        ClaimText question = ClaimText.of(text);
        return question.words().size() > 1
                && question.raw().size() > FEW_WORDS
                && !BEGINS.matcher(text).find()
                && !POINTS.matcher(text).find();
    }

    /// A model that says something else than what was spoken of has not rewritten the question.
    private static boolean isAboutSame(String text, Question question) {
        if (text.isEmpty() || text.length() > LONGEST_QUESTION || text.contains(Prompt.PERSON)) {
            return false;
        }
        ClaimText said = ClaimText.of(text);
        return !said.isEmpty()
                && Stream.concat(
                                Stream.of(question.inContext()),
                                question.before().stream().map(Message::content))
                        .map(ClaimText::of)
                        .anyMatch(said::shares);
    }

    private static ChatRequest request(Question question) {
        List<Message> before = question.before();
        String conversation =
                before.subList(Math.max(0, before.size() - LAST_MESSAGES), before.size()).stream()
                        .map(FollowUpRewriter::line)
                        .collect(Collectors.joining("\n"));
        return ChatRequest.of(
                        "rewrite",
                        List.of(
                                new ChatMessage.Instructions(Prompt.REWRITE),
                                new ChatMessage.User(
                                        conversation
                                                + "\n\nLast message: "
                                                + question.inContext())))
                .chargedTo(question.conversation(), Optional.of(question.agent().id()))
                .temperature(0)
                .maxTokens(MOST_TOKENS)
                .within(LIMIT);
    }

    private static String line(Message message) {
        String who = message.author() == Author.CONTACT ? "Customer: " : "Agent: ";
        return who
                + TextSanitizer.oneLine(
                        TextSanitizer.first(
                                LONGEST_MESSAGE,
                                Question.inContext(message.context(), message.asked())));
    }
}
