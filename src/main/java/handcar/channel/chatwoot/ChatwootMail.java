package handcar.channel.chatwoot;

import module java.base;

import handcar.chat.InboundDetails;
import handcar.chat.UnansweredReason;
import handcar.json.JsonView;
import handcar.text.Acknowledgement;
import handcar.text.AutomaticSubject;
import handcar.text.GenericSubject;

/// What Chatwoot tells about a message that came by e-mail: the new part of its text, and whether a program wrote it.
///
/// @param content the whole text
record ChatwootMail(JsonView message, JsonView conversation, String content) {
    /// Of a reply, or of what is passed on.
    private static final Pattern PREFIX = Pattern.compile("(?U)^\\p{L}{1,5}(?:\\[\\d+])?\\s?[:：]");

    /// How long after it began a conversation has its first message at the latest.
    private static final Duration BEGINNING = Duration.ofMinutes(1);

    private JsonView mail() {
        return message.at("content_attributes").at("email");
    }

    /// Some versions tell it of the conversation only, for all its messages.
    private Optional<String> subjectOfConversation() {
        return Stream.of(conversation, message)
                .flatMap(each -> each.at("additional_attributes").text("mail_subject").stream())
                .findFirst();
    }

    /// The subject, if it is a mail's.
    Optional<String> title() {
        return mail().text("subject").or(this::subjectOfConversation);
    }

    private boolean isMail() {
        return mail().isPresent() || title().isPresent();
    }

    private String subject() {
        return title().orElse("");
    }

    /// What the customer wrote now, below the subject of a first mail.
    String text() {
        String text = fresh();
        boolean isTold =
                !isMail()
                        || !isFirst()
                        || PREFIX.matcher(subject()).find()
                        || text.contains(subject())
                        || unanswered().isPresent();
        boolean isAsked = !isTold || (text.isBlank() && mail().isPresent());
        return isAsked && !GenericSubject.matches(subject())
                ? (subject() + "\n\n" + text).strip()
                : text;
    }

    /// Whether it answers nothing. Where only the conversation has the subject, its first message came with it.
    private boolean isFirst() {
        if (mail().text("in_reply_to").isPresent()) {
            return false;
        }
        return mail().text("subject").isPresent()
                || (conversation.at("additional_attributes").text("in_reply_to").isEmpty()
                        && conversation.text("first_reply_created_at").isEmpty()
                        && isBegun());
    }

    private boolean isBegun() {
        Optional<Instant> begun = time(conversation);
        Optional<Instant> written = time(message);
        return begun.isEmpty()
                || written.isEmpty()
                || Duration.between(begun.get(), written.get()).abs().compareTo(BEGINNING) <= 0;
    }

    /// Chatwoot tells seconds or text.
    private static Optional<Instant> time(JsonView entity) {
        JsonView at = entity.at("created_at");
        if (at.value() instanceof Number seconds) {
            return Optional.of(Instant.ofEpochMilli((long) (seconds.doubleValue() * 1_000)));
        }
        try {
            return at.text().map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private String fresh() {
        Optional<String> fresh =
                Stream.of("text_content", "html_content")
                        .flatMap(part -> mail().at(part).text("reply").stream())
                        .map(String::strip)
                        .filter(reply -> !reply.isEmpty() && content.length() > reply.length())
                        .findFirst();
        return fresh.orElse(content);
    }

    InboundDetails details() {
        boolean cut = !squeezed(fresh()).equals(squeezed(content)) && !content.isBlank();
        return new InboundDetails(Optional.of(content).filter(_ -> cut), unanswered());
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }

    private Optional<UnansweredReason> unanswered() {
        if (!isMail()) {
            return Optional.empty();
        }
        boolean automatic = mail().isTrue("auto_reply");
        if (AutomaticSubject.isReturned(subject(), automatic)) {
            return Optional.of(UnansweredReason.RETURNED);
        }
        if (AutomaticSubject.isAway(subject(), fresh(), automatic)) {
            return Optional.of(UnansweredReason.OUT_OF_OFFICE);
        }
        return Optional.of(UnansweredReason.AUTOMATIC)
                .filter(_ -> automatic || Acknowledgement.matches(fresh()));
    }
}
