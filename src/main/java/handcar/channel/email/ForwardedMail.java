package handcar.channel.email;

import module java.base;

import handcar.text.TextSanitizer;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

/// A mail that somebody of ours sends on to the inbox: it is for people, whoever wrote it.
///
/// @param people the customer, when the mail certainly tells who that is: it is a part of this one, or a mail program put its head
///     above it; else whoever sent it on
/// @param by who sent it on, for staff
/// @param text all of it
record ForwardedMail(MailPeople people, String by, String text) {
    /// @param answered the identifiers of the mails that it answers
    static Optional<ForwardedMail> of(
            MimeMessage message,
            MailPeople told,
            String subject,
            MimeParts parts,
            List<String> answered)
            throws MessagingException, IOException {
        if (!told.isOfOurs()) {
            return Optional.empty();
        }
        List<String> lines = List.of(parts.text().split("\n", -1));
        Optional<MimeMessage> inside =
                parts.mail().isPresent() ? inside(message) : Optional.empty();
        Optional<String> sender =
                inside.isPresent()
                        ? Optional.of(MimeParser.words(MimeParser.header(inside.get(), "From")))
                        : new QuotedMailHead(lines, subject, told).sender();
        Optional<String> address =
                sender.map(MailPeople::addressesIn)
                        .filter(all -> Set.copyOf(all).size() == 1)
                        .map(List::getFirst)
                        .filter(each -> !told.isOurs(each));
        boolean isForwarded =
                inside.isPresent()
                        || MailWords.isForward(subject, lines)
                        || lines.stream().anyMatch(MailWords::announcesForwarded)
                        || (told.isColleagues() && answered.isEmpty() && address.isPresent());
        if (!isForwarded) {
            return Optional.empty();
        }
        return Optional.of(
                new ForwardedMail(
                        address.map(each -> told.forwardedFor(each, name(sender.orElseThrow())))
                                .orElse(told),
                        told.name().map(name -> name + ", ").orElse("") + told.from(),
                        inside.isPresent()
                                ? parts.text() + "\n\n" + text(inside.get())
                                : parts.text()));
    }

    /// Subject and text of the mail that is all the words another one brings, whoever sent it.
    static Optional<String> carried(MimeMessage message, MimeParts parts)
            throws MessagingException, IOException {
        Optional<MimeMessage> inside =
                parts.text().isBlank() && parts.mail().isPresent()
                        ? inside(message)
                        : Optional.empty();
        if (inside.isEmpty()) {
            return Optional.empty();
        }
        String subject = MimeParser.words(MimeParser.header(inside.get(), "Subject"));
        return Optional.of((TextSanitizer.oneLine(subject) + "\n\n" + text(inside.get())).strip());
    }

    /// Parsed here: not every server describes a mail inside another one.
    private static Optional<MimeMessage> inside(MimeMessage message)
            throws MessagingException, IOException {
        MimeParts parts = MimeParts.of(ImapFolder.whole(message), section -> section, false);
        return parts.mail().isPresent() && parts.mail().get().getContent() instanceof MimeMessage it
                ? Optional.of(it)
                : Optional.empty();
    }

    private static String text(MimeMessage inside) throws MessagingException, IOException {
        return MimeParts.of(inside, section -> section, false).text();
    }

    private static Optional<String> name(String sender) {
        return Optional.of(MailPeople.beforeAddress(sender)).filter(name -> !name.isEmpty());
    }
}
