package handcar.channel.email;

import static handcar.channel.AccountSchema.Field.needed;
import static handcar.channel.AccountSchema.Field.optional;
import static handcar.config.EnvironmentVariable.choice;
import static handcar.config.EnvironmentVariable.host;
import static handcar.config.EnvironmentVariable.number;
import static handcar.config.EnvironmentVariable.secret;
import static handcar.config.EnvironmentVariable.text;

import module java.base;

import handcar.channel.AccountSchema;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelCapabilities;
import handcar.channel.ChannelCapabilities.Markup;
import handcar.channel.ChannelCapabilities.Unit;
import handcar.channel.ChannelContext;
import handcar.channel.ChannelProvider;
import handcar.channel.FileRules;
import handcar.channel.MediaFetcher;
import handcar.channel.MessageSender;
import handcar.channel.SenderContext;
import handcar.config.EnvironmentValues;
import handcar.config.EnvironmentVariable;
import handcar.jobs.JobRequest;
import handcar.jobs.JobSpec;

/// E-mail. There is no webhook: [EmailPollJob] fetches mails.
public final class EmailProvider extends ChannelProvider {
    /// As in `conversations.channel`.
    public static final String KIND = "email";

    private static final List<String> TLS = List.of("auto", "tls", "none");

    private static final EnvironmentVariable POLL_SECONDS =
            number(60, 1, 86_400, "IMAP_POLL_SECONDS");

    private static final AccountSchema SCHEMA =
            AccountSchema.of(
                    EmailProvider.class,
                    KIND,
                    needed("address"),
                    List.of(
                            needed(MailServer.SMTP_HOST, host("SMTP_HOST", "SMTP_HOST_ADDR")),
                            optional(MailServer.SMTP_PORT, number(587, 1, 65_535, "SMTP_PORT")),
                            optional(MailServer.SMTP_USER, text("SMTP_USERNAME", "SMTP_USER_NAME")),
                            optional(EmailSender.FROM, text("FROM_ADDRESS")),
                            optional(MailServer.SMTP_TLS, choice("auto", TLS, "SMTP_TLS")),
                            optional(MailServer.IMAP_HOST, host("IMAP_HOST")),
                            optional(MailServer.IMAP_PORT, number(993, 1, 65_535, "IMAP_PORT")),
                            optional(MailServer.IMAP_USER, text("IMAP_USERNAME")),
                            optional(MailServer.IMAP_FOLDER, text("IMAP_FOLDER").or("INBOX")),
                            optional(MailServer.IMAP_TLS, choice("auto", TLS, "IMAP_TLS"))),
                    List.of(
                            optional(
                                    MailServer.SMTP_PASSWORD,
                                    secret("SMTP_PASSWORD", "SMTP_USER_PWD")),
                            optional(MailServer.IMAP_PASSWORD, secret("IMAP_PASSWORD"))),
                    optional("poll_seconds", POLL_SECONDS));

    /// Most providers take mails of 25 MB, which are 18 MB of files in base64.
    ///
    /// A mail is never split: the limit is above the longest message with its sources. Free providers close an account that
    /// sends faster.
    private static final ChannelCapabilities CAPABILITIES =
            new ChannelCapabilities(
                            200_000,
                            Unit.CODE_POINTS,
                            Markup.MARKDOWN,
                            2,
                            Duration.ZERO,
                            Optional.empty())
                    .with(FileRules.anyInMessage(10, 18));

    public EmailProvider() {
        super(SCHEMA, CAPABILITIES, Optional.empty());
        MailSession.prepare();
    }

    /// Mail needs a server and a sender's address. An account that sends by Gmail has its mailbox there, too.
    @Override
    public Optional<ChannelAccount> fromEnvironment(EnvironmentValues environment) {
        return SCHEMA.fromEnvironment(environment)
                .filter(account -> account.setting(MailServer.SMTP_HOST).isPresent())
                .flatMap(
                        account ->
                                account.setting(EmailSender.FROM)
                                        .map(from -> withMailbox(account, from)));
    }

    private static ChannelAccount withMailbox(ChannelAccount account, String from) {
        Map<String, String> settings = new HashMap<>(account.settings());
        if (account.setting(MailServer.SMTP_HOST).filter("smtp.gmail.com"::equals).isPresent()) {
            settings.putIfAbsent(MailServer.IMAP_HOST, "imap.gmail.com");
        }
        // `help@shop.example` of `Shop <help@shop.example>`
        String address = from.replaceFirst("^.*<([^<]*)>[^>]*$", "$1");
        return new ChannelAccount(
                KIND,
                address.strip().toLowerCase(Locale.ROOT),
                account.binding(),
                account.agent(),
                settings,
                account.secrets());
    }

    @Override
    public MessageSender sender(SenderContext context) {
        return new EmailSender(new MailSocketFactory(context.guard()));
    }

    @Override
    public List<JobSpec> jobs(ChannelContext context) {
        Duration pause =
                context.sending()
                        .environment()
                        .text(POLL_SECONDS)
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                        .orElseThrow();
        return List.of(new EmailPollJob(context, pause).spec());
    }

    @Override
    public List<JobRequest> standingJobs(List<ChannelAccount> accounts) {
        return EmailPollJob.withMailbox(accounts).stream().map(EmailPollJob::job).toList();
    }

    @Override
    public Optional<MediaFetcher> media(SenderContext context) {
        return Optional.of(new EmailMedia(context));
    }
}
