package handcar.channel.email;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.channel.TextSender;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

/// Sends by SMTP.
public final class EmailSender implements TextSender {
    /// The sender with the name people see; the account's id is the bare address.
    static final String FROM = "from";

    /// What an answer must name, as [ParsedMail] said it.
    static final String TO = "to";

    static final String TO_NAME = "to_name";
    static final String ANSWERS = "message_id";
    static final String REFERENCES = "references";

    private final MailSocketFactory way;

    public EmailSender(MailSocketFactory way) {
        this.way = way;
    }

    @Override
    public SendResult text(OutboundPart part, String text, ChannelAccount account) {
        Optional<MailServer> server = MailServer.smtp(account);
        if (server.isEmpty()) {
            return new SendResult.Refused("no mail server is named for " + account);
        }
        Optional<String> recipient = part.address().text(TO);
        if (recipient.isEmpty()) {
            return new SendResult.Refused("the customer's mail named no address to answer to");
        }
        try {
            InternetAddress from = sender(account);
            InternetAddress to = strict(recipient.get());
            part.address().text(TO_NAME).ifPresent(name -> named(to, name));
            EmailPayload mail = mail(part, text, from, to);
            return SmtpSession.to(server.get(), from.getAddress(), way)
                    .send(
                            new MimeMessage(
                                    MailSession.forReading(),
                                    new ByteArrayInputStream(mail.bytes())),
                            to,
                            mail.name());
        } catch (MessagingException e) {
            return new SendResult.Refused("not an address: " + e.getMessage());
        }
    }

    private static EmailPayload mail(
            OutboundPart part, String text, InternetAddress from, InternetAddress to) {
        Optional<String> answers = part.address().text(ANSWERS);
        return new EmailPayload(
                MessageIds.of(part.id(), from.getAddress()),
                from,
                to,
                EmailPayload.answering(part.subject()),
                answers,
                answers.map(
                                name ->
                                        MessageIds.references(
                                                part.address().text(REFERENCES).orElse(""), name))
                        .orElse(""),
                MailRenderer.text(text),
                MailRenderer.html(text),
                Instant.now());
    }

    private static InternetAddress sender(ChannelAccount account) throws AddressException {
        String from = account.setting(FROM).orElse(account.id());
        InternetAddress[] all = InternetAddress.parse(from, false);
        if (all.length != 1) {
            throw new AddressException("one sender is needed, not \"" + from + "\"");
        }
        return strict(all[0].getAddress(), Optional.ofNullable(all[0].getPersonal()));
    }

    private static InternetAddress strict(String address) throws AddressException {
        return strict(address, Optional.empty());
    }

    private static InternetAddress strict(String address, Optional<String> name)
            throws AddressException {
        InternetAddress one = new InternetAddress(address, true);
        name.ifPresent(person -> named(one, person));
        return one;
    }

    private static void named(InternetAddress address, String name) {
        try {
            address.setPersonal(name.replaceAll("\\p{Cntrl}+", " "), StandardCharsets.UTF_8.name());
        } catch (IOException e) {
            throw new IllegalStateException("every JVM has UTF-8", e);
        }
    }

    @Override
    public Verified verify(ChannelAccount account) {
        Optional<MailServer> out = MailServer.smtp(account);
        if (out.isEmpty()) {
            return new Verified(false, "Name the mail server that sends.");
        }
        try {
            SmtpSession.to(out.get(), sender(account).getAddress(), way).greet();
            Optional<MailServer> in = MailServer.imap(account);
            if (in.isEmpty()) {
                return new Verified(
                        true, account.id() + " by " + out.get() + "; nothing is fetched");
            }
            try (ImapFolder box = ImapFolder.open(in.get(), folder(account), way)) {
                return new Verified(
                        true, account.id() + " by " + out.get() + ", " + box.described());
            }
        } catch (MessagingException | IOException e) {
            return new Verified(false, "The mail server says: " + e.getMessage());
        }
    }

    static String folder(ChannelAccount account) {
        return account.setting(MailServer.IMAP_FOLDER).orElse("INBOX");
    }
}
