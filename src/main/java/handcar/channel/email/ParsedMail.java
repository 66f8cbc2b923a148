package handcar.channel.email;

import module java.base;

import handcar.channel.InboundEvent.Attachment;
import handcar.chat.UnansweredReason;

/// A parsed mail.
///
/// @param name its `Message-ID`, or a fingerprint when it has none
/// @param key unique for each mail: some devices give all their mails one `Message-ID`
/// @param people who wrote it
/// @param recipients to whom it is written
/// @param answered the identifiers of the mails it replies to, the nearest first
/// @param references the header `References`, unchanged
/// @param text the whole text with the marks of [handcar.text.HtmlMailText], cut at the bounds of [MimeParts]
/// @param placeholder what another form says than the one that was read: a plain form that only stands for the HTML, or lines of the HTML
///     that the plain form does not have
/// @param rest what is too long to be read, as far as it is kept; empty when all is read
/// @param unanswered why it is not answered; empty for a person's
/// @param isByStaff whether a person of ours wrote it to the customer
/// @param report the delivery report it carries
/// @param reaction the emoji that it is
record ParsedMail(
        String name,
        String key,
        MailPeople people,
        MailRecipients recipients,
        Optional<String> subject,
        Instant at,
        List<String> answered,
        String references,
        String text,
        Optional<String> placeholder,
        Optional<String> rest,
        List<Attachment> attachments,
        Optional<UnansweredReason> unanswered,
        boolean isByStaff,
        Optional<DeliveryReportParser> report,
        Optional<String> reaction) {

    /// The address in `From`.
    String from() {
        return people.from();
    }

    /// Whether only a notice stands in its place.
    boolean isUnreadable() {
        return unanswered.equals(Optional.of(UnansweredReason.UNREADABLE));
    }

    /// The same of a mail that is not answered for this reason, under a name of ours: it may have none, or that of another.
    ParsedMail because(UnansweredReason reason, String place) {
        return new ParsedMail(
                name,
                place,
                people,
                recipients,
                subject,
                at,
                answered,
                references,
                text,
                placeholder,
                rest,
                attachments,
                Optional.of(reason),
                false,
                Optional.empty(),
                Optional.empty());
    }

    /// The text with and without the earlier mails below it.
    ///
    /// @param sent texts of ours that it may quote
    MailText read(List<String> sent) {
        return read(new SentTexts(sent, List.of()));
    }

    /// The same of a mail that may quote its sender, too.
    MailText read(SentTexts sent) {
        return QuotedHistory.split(text, this, sent).behind(placeholder).before(rest);
    }
}
