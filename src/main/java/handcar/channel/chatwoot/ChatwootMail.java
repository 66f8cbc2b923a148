package handcar.channel.chatwoot;

import module java.base;

import handcar.chat.InboundDetails;
import handcar.chat.UnansweredReason;
import handcar.json.JsonView;
import handcar.text.AutomaticSubject;
import handcar.text.GenericSubject;

/// What Chatwoot tells about a message that came by e-mail: the new part of its text, and whether a program wrote it.
///
/// @param content the whole text
record ChatwootMail(JsonView message, JsonView conversation, String content) {
    /// Of a reply, or of what is passed on.
    private static final Pattern PREFIX = Pattern.compile("(?U)^\\p{L}{1,5}(?:\\[\\d+])?\\s?[:：]");

    private JsonView mail() {
        return message.at("content_attributes").at("email");
    }

    private boolean isMail() {
        return mail().isPresent();
    }

    private String subject() {
        return mail().text("subject")
                .or(() -> conversation.at("additional_attributes").text("mail_subject"))
                .orElse("");
    }

    /// What the customer wrote now, below the subject of a first mail.
    String text() {
        String text = fresh();
        boolean isTold =
                !isMail()
                        || mail().text("in_reply_to").isPresent()
                        || PREFIX.matcher(subject()).find()
                        || text.contains(subject())
                        || unanswered().isPresent();
        boolean isAsked = !isTold || (text.isBlank() && isMail());
        return isAsked && !GenericSubject.matches(subject())
                ? (subject() + "\n\n" + text).strip()
                : text;
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
        return Optional.of(UnansweredReason.AUTOMATIC).filter(_ -> automatic);
    }
}
