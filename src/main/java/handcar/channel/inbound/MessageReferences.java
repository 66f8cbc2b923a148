package handcar.channel.inbound;

import module java.base;

import handcar.channel.ContextAttachments;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.InboundEvent.CustomerMessage;
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

    /// A reaction to the question that the agent asked last is the customer's answer. A quote gets the text it quotes.
    static InboundEvent resolved(Tx tx, String channel, InboundEvent event) {
        return switch (event) {
            case Reaction reaction ->
                    reactedTo(tx, channel, reaction)
                                    .filter(RatedMessage::isOpenQuestion)
                                    .isPresent()
                            ? reaction.said()
                            : reaction;
            case CustomerMessage message
                    when message.attachments().stream()
                            .anyMatch(each -> ContextAttachments.quoted(each).isPresent()) ->
                    message.with(
                            message.attachments().stream()
                                    .flatMap(each -> quote(tx, channel, message, each).stream())
                                    .toList());
            default -> event;
        };
    }

    /// A quote of a message that is not stored here says nothing.
    private static Optional<Attachment> quote(
            Tx tx, String channel, CustomerMessage message, Attachment attachment) {
        Optional<String> quoted = ContextAttachments.quoted(attachment);
        return quoted.isEmpty()
                ? Optional.of(attachment)
                : tx.named("channel.quoted")
                        .with("channel", channel)
                        .with("account", message.account())
                        .with("external_id", quoted.get())
                        .first(row -> ContextAttachments.quote(row.text("content")));
    }

    /// Our message that the customer reacted to.
    static Optional<RatedMessage> reactedTo(Tx tx, String channel, Reaction reaction) {
        return tx.named("channel.reacted-to")
                .with("channel", channel)
                .with("account", reaction.account())
                .with("external_id", reaction.to())
                .first(RatedMessage::of);
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

        /// Notices of the product itself are not rated.
        Optional<Feedback> feedback(Reaction reaction) {
            return rating(reaction.said().text())
                    .filter(_ -> author == Author.AGENT || author == Author.STAFF)
                    .map(rating -> new Feedback(message, rating, Optional.empty()));
        }
    }
}
