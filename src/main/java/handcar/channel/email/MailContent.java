package handcar.channel.email;

import module java.base;

import handcar.channel.ContextAttachments;
import handcar.channel.FormField;
import handcar.channel.InboundEvent.Attachment;
import handcar.text.GenericSubject;
import handcar.text.HtmlFormText;

/// What of a mail is the customer's own words. The subject of a first mail is a part of them, unless nobody thought it up for
/// this question (`Contact form`, `Re: your order`, the subjects of forms): then it stands beside the message, and nothing is
/// searched for it.
final class MailContent {
    private static final Pattern QUESTION = Pattern.compile("[?？؟;՞፧]\\s*$");

    private MailContent() {}

    /// A reply repeats the subject of the mail before, and the one of a mail that brings files alone says what they are.
    static String text(ParsedMail mail, MailText text) {
        String subject = subject(mail);
        boolean isTold = isWordless(mail, text) || isReply(mail) || text.fresh().contains(subject);
        boolean isAsked = !isFormal(mail) && (!isTold || isBare(mail, text));
        return isAsked ? (subject + "\n\n" + text.fresh()).strip() : text.fresh();
    }

    static List<Attachment> attachments(ParsedMail mail, MailText text) {
        boolean isBeside =
                isFormal(mail) || (isWordless(mail, text) && !isReply(mail) && !isBare(mail, text));
        Stream<Attachment> subject =
                mail
                        .subject()
                        .filter(_ -> isBeside)
                        .map(words -> ContextAttachments.of("Subject", words, Optional.empty()))
                        .stream();
        Stream<Attachment> fields = form(mail, text).fields().stream().map(FormField::attachment);
        return Stream.of(subject, fields, mail.attachments().stream())
                .flatMap(each -> each)
                .toList();
    }

    /// By the marks of the whole text, which what was written now has no longer.
    private static MailForm form(ParsedMail mail, MailText text) {
        if (!mail.people().isForm() || (isReply(mail) && !mail.people().isProgram())) {
            return MailForm.NONE;
        }
        return MailForm.of(HtmlFormText.isMarked(mail.text()) ? mail.text() : text.fresh());
    }

    private static String subject(ParsedMail mail) {
        return mail.subject().orElse("");
    }

    private static boolean isReply(ParsedMail mail) {
        return !mail.answered().isEmpty();
    }

    private static boolean isWordless(ParsedMail mail, MailText text) {
        return text.fresh().isEmpty() && !mail.attachments().isEmpty();
    }

    /// Whether there is nothing but the subject.
    private static boolean isBare(ParsedMail mail, MailText text) {
        return text.fresh().isEmpty() && mail.attachments().isEmpty();
    }

    /// Whether the subject is not the customer's. Most forms have one of their own; what is a question all the same is asked.
    private static boolean isFormal(ParsedMail mail) {
        String subject = MailWords.bare(subject(mail));
        boolean ofForm = mail.people().isForm() && !QUESTION.matcher(subject).find();
        return ofForm || GenericSubject.matches(subject);
    }
}
