package handcar.chat;

import module java.base;

import handcar.json.JsonView;

/// What an agent's run begins with: the conversation and its last messages, oldest first.
public record AgentTurn(Conversation conversation, List<Message> messages) {
    /// Most voice notes are text by then; whoever typed a question is not kept waiting by one that is not.
    private static final Duration TRANSCRIPT_WAIT = Duration.ofSeconds(10);

    /// The question marks of all scripts, at the end.
    private static final Pattern QUESTION = Pattern.compile("[?？؟;՞፧]\\W*$");

    /// The `seq` of the customer's newest message, which an answer to this turn answers.
    public long answers() {
        return ofCustomer().mapToLong(Message::seq).max().orElse(0);
    }

    /// Whether a message waits for an answer that the agent may give. Voice notes wait for each other.
    public boolean isDue() {
        return conversation.botOwns()
                && unanswered().anyMatch(message -> !awaitsTranscript() || !isSpoken(message));
    }

    /// Whether a program seems to answer our answers: more quickly than anybody types, with our own words, or nearly the same again
    /// without a question. People who ask the same again want an answer.
    public boolean isLoop() {
        String text = unanswered().map(Message::content).collect(Collectors.joining("\n")).strip();
        MessageLoop.Utterance waiting = MessageLoop.Utterance.theirs(text, began());
        return TypingPace.isTooQuick(messages)
                || MessageLoop.isEcho(waiting, exchange())
                || (!QUESTION.matcher(text).find() && MessageLoop.goesOn(waiting, exchange()));
    }

    /// When the first was written of what waits.
    private Instant began() {
        return unanswered()
                .map(Message::createdAt)
                .min(Comparator.naturalOrder())
                .orElseGet(Instant::now);
    }

    private List<MessageLoop.Utterance> exchange() {
        Set<Message> answered =
                ofCustomer()
                        .filter(message -> message.seq() <= conversation.answeredSeq())
                        .collect(Collectors.toSet());
        return messages.stream()
                .filter(message -> answered.contains(message) || isAnswer(message))
                .map(
                        message ->
                                new MessageLoop.Utterance(
                                        !answered.contains(message),
                                        message.content(),
                                        message.createdAt()))
                .toList();
    }

    private static boolean isAnswer(Message message) {
        boolean ours = message.author() == Author.AGENT || message.author() == Author.STAFF;
        return ours && !message.isPrivate();
    }

    /// How long what is typed waits for the text of voice notes beside it; zero or less: no longer.
    public Duration transcriptWait() {
        return awaitsTranscript()
                ? unanswered()
                        .filter(message -> !isSpoken(message))
                        .map(Message::createdAt)
                        .min(Comparator.naturalOrder())
                        .map(typed -> Duration.between(Instant.now(), typed.plus(TRANSCRIPT_WAIT)))
                        .orElse(TRANSCRIPT_WAIT)
                : Duration.ZERO;
    }

    /// Whether all that waits holds no words, so that nothing can be answered.
    public boolean isWordless() {
        return conversation.botOwns()
                && !awaitsTranscript()
                && unanswered().findAny().isEmpty()
                && waiting().findAny().isPresent();
    }

    /// Whether the last that waits is a form, an order or a payment.
    boolean endsWithFields() {
        return waiting().reduce((_, later) -> later).filter(Message::hasFields).isPresent();
    }

    /// What was filled into forms that wait and tells their author's language.
    public String filledIn() {
        return waiting()
                .map(Message::telling)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private boolean awaitsTranscript() {
        return transcribing().findAny().isPresent();
    }

    private Stream<Message> transcribing() {
        return messages.stream()
                .filter(message -> message.seq() > conversation.answeredSeq())
                .filter(message -> message.deletedAt().isEmpty())
                .filter(Message::isTranscribing);
    }

    private static boolean isSpoken(Message message) {
        return message.attachments().stream()
                .map(JsonView::new)
                .anyMatch(each -> each.isTrue("transcript"));
    }

    /// The customer's unanswered messages, oldest first; at least one when it [#isDue].
    public Stream<Message> unanswered() {
        return waiting().filter(message -> message.unanswered().isEmpty());
    }

    /// The same with those that hold no words.
    Stream<Message> waiting() {
        return ofCustomer().filter(message -> message.seq() > conversation.answeredSeq());
    }

    private Stream<Message> ofCustomer() {
        return messages.stream()
                .filter(message -> message.author() == Author.CONTACT)
                .filter(message -> message.deletedAt().isEmpty()) // they took it back
                .filter(message -> message.unanswered().isEmpty() || !message.hasWords());
    }

    /// An answer to this turn.
    public AgentAnswer answer(UUID messageId, String content, List<Citation> citations) {
        List<UUID> unheard =
                transcribing()
                        .filter(message -> message.seq() < answers())
                        .map(Message::id)
                        .toList();
        return new AgentAnswer(conversation, messageId, answers(), unheard, content, citations);
    }
}
