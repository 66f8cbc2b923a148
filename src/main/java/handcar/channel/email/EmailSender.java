package handcar.channel.email;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.Outbound;
import handcar.channel.OutboundFile;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.channel.TextSender;
import handcar.channel.email.MailPeople.OurAddresses;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

/// Sends by SMTP.
public final class EmailSender implements TextSender {
    /// The setting with the sender's shown name and address; the account's id is the bare address.
    static final String FROM = "from";

    /// Fields of a thread's address, as [MailboxPoll] writes them.
    static final String TO = "to";

    static final String TO_NAME = "to_name";
    static final String ANSWERS = "message_id";
    static final String REFERENCES = "references";

    private final MailSocketFactory sockets;

    public EmailSender(MailSocketFactory sockets) {
        this.sockets = sockets;
    }

    @Override
    public SendResult text(OutboundPart part, String text, ChannelAccount account) {
        return send(part, text, List.of(), account);
    }

    /// One mail with the text and all files.
    @Override
    public SendResult files(
            OutboundPart part, String text, List<Outbound.Media> files, ChannelAccount account) {
        List<OutboundFile> kept = files.stream().flatMap(file -> file.kept().stream()).toList();
        return kept.size() == files.size()
                ? send(part, text, kept, account)
                : new SendResult.Refused("A mail carries files of this server only.");
    }

    private SendResult send(
            OutboundPart part, String text, List<OutboundFile> files, ChannelAccount account) {
        Optional<MailServer> server = MailServer.smtp(account);
        if (server.isEmpty()) {
            return new SendResult.Refused("No mail server is configured for the " + account + ".");
        }
        Optional<String> recipient = part.address().text(TO);
        if (recipient.isEmpty()) {
            return new SendResult.Refused("The customer's mail has no address for a reply.");
        }
        try {
            InternetAddress from = sender(account);
            InternetAddress to = address(recipient.get(), part.address().text(TO_NAME));
            EmailPayload mail = mail(part, text, files, from, to);
            return SmtpSession.to(server.get(), from.getAddress(), sockets, !files.isEmpty())
                    .send(mail.message(), to, mail.id());
        } catch (MessagingException e) {
            return new SendResult.Refused("An address is wrong: " + e.getMessage());
        }
    }

    private static EmailPayload mail(
            OutboundPart part,
            String text,
            List<OutboundFile> files,
            InternetAddress from,
            InternetAddress to) {
        Optional<String> answers = part.address().text(ANSWERS);
        String references = part.address().text(REFERENCES).orElse("");
        return new EmailPayload(
                MessageIds.of(part.id(), from.getAddress()),
                from,
                to,
                EmailPayload.answering(part.subject()),
                answers,
                answers.map(id -> MessageIds.references(references, id)).orElse(""),
                text,
                files,
                Instant.now(),
                part.automatic());
    }

    static InternetAddress sender(ChannelAccount account) throws AddressException {
        String from = account.setting(FROM).orElse(account.id());
        InternetAddress[] all = InternetAddress.parse(from, false);
        if (all.length != 1) {
            throw new AddressException("one sender is needed, not \"" + from + "\"");
        }
        return address(all[0].getAddress(), Optional.ofNullable(all[0].getPersonal()));
    }

    private static InternetAddress address(String address, Optional<String> name)
            throws AddressException {
        try {
            InternetAddress strict = new InternetAddress(address, true);
            if (name.isPresent()) {
                strict.setPersonal(
                        name.get().replaceAll("\\p{Cntrl}+", " "), StandardCharsets.UTF_8.name());
            }
            return strict;
        } catch (UnsupportedEncodingException e) {
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
            SmtpSession.to(out.get(), sender(account).getAddress(), sockets, false).greet();
            String sends = account.id() + " by " + out.get();
            Optional<MailServer> in = MailServer.imap(account);
            if (in.isEmpty()) {
                return new Verified(true, sends + "; nothing is fetched");
            }
            try (ImapFolder folder = ImapFolder.open(in.get(), folder(account), sockets)) {
                return new Verified(true, sends + ", " + folder.described());
            }
        } catch (MessagingException | IOException e) {
            return new Verified(false, "The mail server says: " + e.getMessage());
        }
    }

    /// The addresses by which the account's own mails are known.
    static OurAddresses addresses(ChannelAccount account) {
        Set<String> known = new HashSet<>(List.of(account.id().toLowerCase(Locale.ROOT)));
        for (String setting : List.of(FROM, MailServer.SMTP_USER, MailServer.IMAP_USER)) {
            account.setting(setting).map(MailPeople::addresses).ifPresent(known::addAll);
        }
        return new OurAddresses(known);
    }

    static String folder(ChannelAccount account) {
        return account.setting(MailServer.IMAP_FOLDER).orElse("INBOX");
    }
}
