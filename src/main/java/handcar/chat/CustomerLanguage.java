package handcar.chat;

import module java.base;

import handcar.db.Tx;
import handcar.text.Language;
import handcar.text.ReplyLanguage;

/// The language in which the product tells a customer something itself: by the same rule as the agent's answers.
final class CustomerLanguage {
    /// How many of the last messages are read.
    private static final int LAST_MESSAGES = 20;

    private CustomerLanguage() {}

    /// ISO 639-1.
    static String of(ChatStore store, Tx tx, UUID conversation) {
        Optional<Conversation> now = store.find(tx, conversation);
        return of(
                now.flatMap(Conversation::subject),
                now.flatMap(each -> each.contact().language()),
                store.latest(tx, conversation, LAST_MESSAGES),
                tx.named("chat.agent-languages")
                        .with("id", conversation)
                        .list(row -> row.text("language")));
    }

    /// @param told the language of the customer's app
    /// @param allowed codes of the only languages that the agent answers in; empty when all are
    static String of(
            Optional<String> subject,
            Optional<Language> told,
            List<Message> messages,
            List<String> allowed) {
        List<String> written =
                Stream.concat(
                                subject.stream(),
                                messages.stream()
                                        .filter(message -> message.author() == Author.CONTACT)
                                        .filter(message -> message.unanswered().isEmpty())
                                        .filter(Message::hasWords)
                                        .map(Message::content))
                        .toList();
        List<Language> answered =
                messages.reversed().stream()
                        .filter(message -> message.author() != Author.CONTACT)
                        .filter(Message::hasWords)
                        .map(message -> Language.of(message.content()))
                        .filter(language -> language != Language.OTHER)
                        .limit(1)
                        .toList();
        List<Language> likely = answered.isEmpty() ? told.stream().toList() : answered;
        return written.isEmpty()
                ? ReplyLanguage.of("", List.of(), allowed, likely)
                : ReplyLanguage.of(
                        written.getLast(), written.subList(0, written.size() - 1), allowed, likely);
    }
}
