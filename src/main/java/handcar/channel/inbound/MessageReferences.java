package handcar.channel.inbound;

import module java.base;

import handcar.channel.ContextAttachments;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Echo;
import handcar.channel.InboundEvent.Reaction;
import handcar.chat.Author;
import handcar.chat.Feedback;
import handcar.chat.Feedback.Rating;
import handcar.db.Row;
import handcar.db.Tx;

/// What events refer to by a provider's name for a message: a reaction to it, a quote of it.
final class MessageReferences {
    /// The end of a question: with a question mark of any script, the Armenian one inside its word, or a Japanese particle.
    private static final Pattern QUESTION =
            Pattern.compile("(?:[?？؟;\u037e]|か。|\u055e[^.։\n]*[.։]?)\\s*$");

    /// Skin tones and the sign that asks for a picture.
    private static final Pattern VARIANT = Pattern.compile("[\\x{1F3FB}-\\x{1F3FF}\\x{FE0F}]");

    private static final Set<String> GOOD =
            Set.of(
                    "👍", "❤", "😍", "🥰", "😊", "😀", "😃", "😄", "😁", "🙂", "🙏", "👏", "🔥",
                    "🎉", "💯", "🤩", "👌", "✅", "💪", "🫶");

    private static final Set<String> BAD =
            Set.of(
                    "👎", "😡", "😠", "🤬", "😞", "😢", "😭", "🙁", "☹", "😕", "😒", "🤮", "💩",
                    "❌");

    private MessageReferences() {}

    /// A reaction to the question that the agent asked last is the customer's answer, and so is a sticker that says yes or no. A
    /// quote gets the text it quotes.
    static InboundEvent resolved(Tx tx, String channel, InboundEvent event) {
        return switch (event) {
            case Reaction reaction -> {
                Optional<RatedMessage> to = reactedTo(tx, channel, reaction);
                boolean isAnswer = to.filter(RatedMessage::isOpenQuestion).isPresent();
                // a text that only looks like a reaction is what somebody wrote
                boolean isText =
                        to.isEmpty() && ContextAttachments.beginning(reaction.to()).isPresent();
                yield (isAnswer || isText) && !isTakenOff(reaction) ? reaction.said() : reaction;
            }
            case CustomerMessage message
                    when message.attachments().stream()
                            .anyMatch(each -> ContextAttachments.quoted(each).isPresent()) ->
                    message.with(
                            message.attachments().stream()
                                    .flatMap(
                                            each ->
                                                    quote(tx, channel, message.account(), each)
                                                            .stream())
                                    .toList());
            case Echo echo ->
                    new Echo(
                            echo.account(),
                            echo.thread(),
                            echo.to(),
                            echo.id(),
                            echo.at(),
                            echo.text(),
                            echo.attachments().stream()
                                    .flatMap(
                                            each ->
                                                    quote(tx, channel, echo.account(), each)
                                                            .stream())
                                    .toList(),
                            echo.address(),
                            echo.author(),
                            echo.owns());
            case CustomerMessage message ->
                    sign(message)
                            .filter(_ -> isAnswer(tx, channel, message))
                            .map(emoji -> saying(message, emoji))
                            .orElse(message);
            default -> event;
        };
    }

    private static CustomerMessage saying(CustomerMessage message, String text) {
        return new CustomerMessage(
                message.account(),
                message.thread(),
                message.from(),
                message.id(),
                message.at(),
                text,
                message.attachments(),
                message.address(),
                message.subject(),
                message.details());
    }

    /// The emoji of a sticker that comes alone and says yes or no.
    private static Optional<String> sign(CustomerMessage message) {
        return message.text().isBlank() && message.attachments().size() == 1
                ? Optional.of(message.attachments().getFirst())
                        .filter(each -> each.type().equals("sticker"))
                        .flatMap(each -> each.caption().or(each::name))
                        .filter(emoji -> rating(emoji).isPresent())
                : Optional.empty();
    }

    /// Whether the agent's question is the last word in the customer's thread.
    private static boolean isAnswer(Tx tx, String channel, CustomerMessage message) {
        ThreadMap.Key key = new ThreadMap.Key(channel, message.account(), message.thread());
        return Optional.ofNullable(ThreadStore.known(tx, List.of(key)).get(key))
                .flatMap(
                        thread ->
                                tx.named("channel.last-word")
                                        .with("conversation_id", thread.conversation())
                                        .first(RatedMessage::of))
                .filter(RatedMessage::isOpenQuestion)
                .isPresent();
    }

    /// A quote of a message that is not stored here says nothing.
    private static Optional<Attachment> quote(
            Tx tx, String channel, String account, Attachment attachment) {
        Optional<String> quoted = ContextAttachments.quoted(attachment);
        return quoted.isEmpty()
                ? Optional.of(attachment)
                : tx.named("channel.quoted")
                        .with("channel", channel)
                        .with("account", account)
                        .with("external_id", quoted.get())
                        .first(row -> ContextAttachments.quote(row.text("content")));
    }

    /// Our message that the customer reacted to.
    static Optional<RatedMessage> reactedTo(Tx tx, String channel, Reaction reaction) {
        Optional<String> beginning = ContextAttachments.beginning(reaction.to());
        if (beginning.isPresent()) {
            String words = letters(beginning.get());
            return tx
                    .named("channel.reacted-to-words")
                    .with("channel", channel)
                    .with("account", reaction.account())
                    .with("thread", reaction.thread())
                    .list(row -> Map.entry(letters(row.text("sent")), RatedMessage.of(row)))
                    .stream()
                    .filter(each -> !words.isEmpty() && each.getKey().startsWith(words))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }
        return tx.named("channel.reacted-to")
                .with("channel", channel)
                .with("account", reaction.account())
                .with("external_id", reaction.to())
                .first(RatedMessage::of);
    }

    /// A quotation may be cut and is without markup.
    private static String letters(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]+", "");
    }

    private static boolean isTakenOff(Reaction reaction) {
        return reaction.said().text().isBlank();
    }

    private static Optional<Rating> rating(String emoji) {
        String plain = VARIANT.matcher(emoji.strip()).replaceAll("");
        return GOOD.contains(plain)
                ? Optional.of(Rating.UP)
                : Optional.of(Rating.DOWN).filter(_ -> BAD.contains(plain));
    }

    /// A message of ours that a customer reacted to.
    ///
    /// @param isLast whether nothing was said after it
    record RatedMessage(
            UUID conversation, UUID message, Author author, String content, boolean isLast) {
        static RatedMessage of(Row row) {
            return new RatedMessage(
                    row.uuid("conversation_id"),
                    row.uuid("id"),
                    Author.of(row.text("author")),
                    row.text("content"),
                    row.flag("is_last"));
        }

        boolean isOpenQuestion() {
            return isLast && author == Author.AGENT && QUESTION.matcher(content).find();
        }

        /// Notices of the product itself are not rated. A reaction that was taken off takes the rating back.
        Optional<Feedback> feedback(Reaction reaction) {
            Optional<Rating> rating = rating(reaction.said().text());
            boolean isRated = rating.isPresent() || isTakenOff(reaction);
            return Optional.of(new Feedback(message, rating, Optional.empty()))
                    .filter(_ -> isRated && (author == Author.AGENT || author == Author.STAFF));
        }
    }
}
