package handcar.channel;

import module java.base;

import handcar.channel.InboundEvent.Attachment;
import handcar.chat.MessageContext;
import handcar.text.TextSanitizer;

/// What a message refers to: a message of before, an advertisement, a story. It stands among the attachments. People and models
/// read it beside the message; it is no word of the sender, and nothing is searched for it.
public final class ContextAttachments {
    /// In characters; enough to know what is meant.
    private static final int LONGEST = 500;

    private static final String REPLY = "In reply to";

    /// Before the provider's name for a message, in a reference.
    private static final String MESSAGE = "message:";

    /// Before the beginning of a message that has no name.
    private static final String WORDS = "words:";

    private ContextAttachments() {}

    /// @param what `From an ad`
    /// @param url where it can be seen
    public static Attachment of(String what, String text, Optional<String> url) {
        return new Attachment(
                MessageContext.TYPE,
                Optional.empty(),
                Optional.of(what),
                Optional.empty(),
                Optional.of(TextSanitizer.first(LONGEST, text.strip()))
                        .filter(words -> !words.isEmpty()),
                url);
    }

    /// A picture or film that is not the sender's own: the address leads to its bytes, often for a day only, so they are kept.
    public static Attachment media(String what, String text, Optional<String> url) {
        Attachment media = of(what, text, url);
        return url.isPresent() ? media.with(new AttachedBytes.Referred()) : media;
    }

    /// The message of before that a customer answers.
    public static Attachment quote(String text) {
        return of(REPLY, text, Optional.empty());
    }

    /// The message of before that a customer answers, by the provider's name for it.
    public static Attachment quoteOf(String id) {
        return of(REPLY, "", Optional.of(MESSAGE + id));
    }

    /// A message of ours by how it begins, where the provider has no name for it.
    public static String words(String beginning) {
        return WORDS + beginning;
    }

    /// How a message of ours begins; empty when this is a provider's name for it.
    public static Optional<String> beginning(String name) {
        return Optional.of(name)
                .filter(it -> it.startsWith(WORDS))
                .map(it -> it.substring(WORDS.length()));
    }

    /// The provider's name for a message whose text is not known yet.
    public static Optional<String> quoted(Attachment attachment) {
        return attachment
                .reference()
                .filter(_ -> isContext(attachment))
                .filter(reference -> reference.startsWith(MESSAGE))
                .map(reference -> reference.substring(MESSAGE.length()));
    }

    /// Whether this is no file.
    public static boolean isContext(Attachment attachment) {
        return attachment.type().equals(MessageContext.TYPE);
    }
}
