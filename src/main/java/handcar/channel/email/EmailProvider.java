package handcar.channel.email;

import handcar.channel.AccountSchema;
import handcar.channel.AccountSchema.Field;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelProvider;
import handcar.channel.EnvironmentAccountBuilder;
import handcar.channel.MessageSender;
import handcar.channel.WebhookParser;
import handcar.config.Config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// E-mail, both ways. Nothing of it comes by webhook: [EmailPollJob] fetches.
public final class EmailProvider implements ChannelProvider {
    /// As in `conversations.channel`.
    public static final String KIND = "email";

    private final Config.Mail config;
    private final MailSocketFactory way;

    public EmailProvider(Config.Mail config, MailSocketFactory way) {
        this.config = config;
        this.way = way;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public AccountSchema fields() {
        return new AccountSchema(
                Field.needed("address", "Address", "help@shop.example: what customers write to"),
                List.of(
                        Field.needed(MailServer.SMTP_HOST, "Server that sends", "smtp.gmail.com"),
                        Field.optional(MailServer.SMTP_PORT, "Its port", "587, or 465"),
                        Field.optional(MailServer.SMTP_USER, "User name", "Often the address"),
                        Field.optional(
                                EmailSender.FROM, "Shown sender", "Shop <help@shop.example>"),
                        Field.optional(
                                MailServer.SMTP_TLS, "Encryption", "none for a relay nearby"),
                        Field.optional(
                                MailServer.IMAP_HOST, "Server to fetch from", "imap.gmail.com"),
                        Field.optional(MailServer.IMAP_PORT, "Its port", "993"),
                        Field.optional(MailServer.IMAP_USER, "Its user name", "If it is another"),
                        Field.optional(MailServer.IMAP_FOLDER, "Folder", "INBOX"),
                        Field.optional(
                                MailServer.IMAP_TLS, "Its encryption", "none for a server nearby")),
                List.of(
                        Field.optional(
                                MailServer.SMTP_PASSWORD, "Password", "With Gmail an app password"),
                        Field.optional(
                                MailServer.IMAP_PASSWORD,
                                "Password to fetch",
                                "If it is another")));
    }

    @Override
    public Optional<ChannelAccount> fromEnvironment() {
        if (config.smtp().host().isEmpty() || config.from().isEmpty()) {
            return Optional.empty();
        }
        Config.MailServer out = config.smtp();
        Config.MailServer in = config.imap();
        return new EnvironmentAccountBuilder(KIND)
                .setting(EmailSender.FROM, config.from())
                .setting(MailServer.SMTP_HOST, out.host())
                .always(MailServer.SMTP_PORT, Integer.toString(out.port()))
                .always(MailServer.SMTP_TLS, out.tls())
                .setting(MailServer.SMTP_USER, out.user())
                .secret(MailServer.SMTP_PASSWORD, out.password())
                .setting(MailServer.IMAP_HOST, in.host())
                .always(MailServer.IMAP_PORT, Integer.toString(in.port()))
                .always(MailServer.IMAP_TLS, in.tls())
                .always(MailServer.IMAP_FOLDER, config.folder())
                .setting(MailServer.IMAP_USER, in.user())
                .secret(MailServer.IMAP_PASSWORD, in.password())
                .named(config.from().map(EmailProvider::bare));
    }

    /// `help@shop.example` of `Shop <help@shop.example>`.
    private static String bare(String from) {
        int open = from.lastIndexOf('<');
        int close = from.lastIndexOf('>');
        String address = open >= 0 && close > open ? from.substring(open + 1, close) : from;
        return address.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<WebhookParser> webhook() {
        return Optional.empty();
    }

    @Override
    public MessageSender channel() {
        return new EmailSender(way); // now only: it brings the mail library with it
    }
}
