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

    /// What the customer wrote now; the subject of a mail without a text.
    String text() {
        Optional<String> fresh =
                Stream.of("text_content", "html_content")
                        .flatMap(part -> mail().at(part).text("reply").stream())
                        .map(String::strip)
                        .filter(reply -> !reply.isEmpty() && content.length() > reply.length())
                        .findFirst();
        String text = fresh.orElse(content);
        boolean isSubject = text.isBlank() && isMail() && !GenericSubject.matches(subject());
        return isSubject ? subject() : text;
    }

    InboundDetails details() {
        boolean cut = !squeezed(text()).equals(squeezed(content)) && !content.isBlank();
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
        if (AutomaticSubject.isAway(subject(), text(), automatic)) {
            return Optional.of(UnansweredReason.OUT_OF_OFFICE);
        }
        return Optional.of(UnansweredReason.AUTOMATIC).filter(_ -> automatic);
    }
}
