package handcar.channel.email;

import module java.base;

import handcar.auth.StaffMail;
import handcar.channel.ChannelAccount;
import handcar.channel.SendResult;
import handcar.config.EnvironmentValues;
import handcar.jobs.JobResult;
import handcar.net.AddressGuard;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

/// Sends mails to staff by the mail server of the environment.
public final class StaffMailSender implements StaffMail.Sender {
    private final ChannelAccount account;
    private final MailServer server;
    private final MailSocketFactory sockets;

    private StaffMailSender(ChannelAccount account, MailServer server, MailSocketFactory sockets) {
        this.account = account;
        this.server = server;
        this.sockets = sockets;
    }

    /// Empty when the environment names no mail server or no sender's address.
    public static Optional<StaffMail.Sender> of(EnvironmentValues environment, AddressGuard guard) {
        return new EmailProvider()
                .fromEnvironment(environment)
                .flatMap(
                        account ->
                                MailServer.smtp(account)
                                        .map(
                                                server ->
                                                        new StaffMailSender(
                                                                account,
                                                                server,
                                                                new MailSocketFactory(guard))));
    }

    @Override
    public JobResult send(StaffMail mail) {
        try {
            InternetAddress from = EmailSender.sender(account);
            InternetAddress to = new InternetAddress(mail.to(), true);
            MimeMessage message = new MimeMessage(MailSession.forReading());
            message.setFrom(from);
            message.setRecipient(Message.RecipientType.TO, to);
            message.setSubject(mail.subject(), "UTF-8");
            message.setText(mail.text(), "UTF-8");
            message.setSentDate(Date.from(Instant.now()));
            // no out-of-office reply comes back (RFC 3834)
            message.setHeader("Auto-Submitted", "auto-generated");
            message.saveChanges();
            SendResult sent =
                    SmtpSession.to(server, from.getAddress(), sockets, false)
                            .send(message, to, message.getMessageID());
            return switch (sent) {
                case SendResult.TryLater(String reason, var after) ->
                        new JobResult.TryLater(reason, after);
                case SendResult.Refused(String reason) -> new JobResult.Dead(reason);
                // what may have arrived is not sent twice: who misses it asks again
                case SendResult.Sent _, SendResult.Unknown _ -> new JobResult.Done();
            };
        } catch (MessagingException e) {
            return new JobResult.Dead("An address is wrong: " + e.getMessage());
        }
    }
}
