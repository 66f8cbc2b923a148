package handcar.app;

import handcar.auth.SecretEncryption;
import handcar.channel.ChannelAccounts;
import handcar.channel.ChannelProvider;
import handcar.channel.ChannelRoutes;
import handcar.channel.chatwoot.ChatwootProvider;
import handcar.channel.chatwoot.ChatwootStatusJob;
import handcar.channel.dialog360.Dialog360Provider;
import handcar.channel.email.EmailPollJob;
import handcar.channel.email.EmailProvider;
import handcar.channel.email.MailSocketFactory;
import handcar.channel.evolution.EvolutionInstanceRoutes;
import handcar.channel.evolution.EvolutionInstances;
import handcar.channel.evolution.EvolutionProvider;
import handcar.channel.inbound.InboundModule;
import handcar.channel.inbound.WebhookRetentionJob;
import handcar.channel.instagram.InstagramProfileJob;
import handcar.channel.instagram.InstagramProvider;
import handcar.channel.outbound.DeliveryAdmin;
import handcar.channel.outbound.DeliveryJob;
import handcar.channel.outbound.DeliveryOutbox;
import handcar.channel.outbound.DeliveryReceipts;
import handcar.channel.outbound.DeliveryRoutes;
import handcar.channel.slack.SlackMirror;
import handcar.channel.slack.SlackProvider;
import handcar.channel.telegram.TelegramProvider;
import handcar.channel.twilio.TwilioProvider;
import handcar.channel.whatsapp.WhatsAppProvider;
import handcar.chat.BurstWindow;
import handcar.chat.Conversations;
import handcar.chat.DeliveryStatusWriter;
import handcar.chat.MessageLimits;
import handcar.chat.OptOutMatcher;
import handcar.chat.StaffActions;
import handcar.chat.live.LiveUpdates;
import handcar.config.Config;
import handcar.http.TokenBucketRateLimiter;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;
import handcar.jobs.JobSpec;
import handcar.jobs.NotificationBus;
import handcar.net.AddressGuard;
import handcar.net.HttpClient;
import handcar.webhooks.WebhookModule;

import io.helidon.webserver.http.HttpService;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/// The part of the house in which providers come and go, and the conversations between them: put together here, because
/// what is said goes into the outbox, and what left decides what comes in.
final class ChannelModule implements Module {
    /// Seals anew what a former key sealed.
    private static final String RESEAL = "reseal";

    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Logger LOG = System.getLogger(ChannelModule.class.getName());

    private final Config config;
    private final Infrastructure ground;
    private final AuthModule entrance;
    private final ChannelAccounts accounts;
    private final DeliveryOutbox deliveries;
    private final DeliveryJob carrying;
    private final DeliveryAdmin deliveryDesk;
    private final Conversations conversations;
    private final LiveUpdates live;
    private final StaffActions staff;
    private final InboundModule inbound;
    private final WebhookModule subscriptions;
    private final EmailPollJob mail;
    private final NotificationBus.Subscription mailboxes;
    private final Function<String, Optional<UUID>> agents;

    /// @param agents an agent's id by its slug or id
    ChannelModule(
            Infrastructure ground,
            AuthModule entrance,
            Function<String, Optional<UUID>> agents,
            OptOutMatcher phrases) {
        this.agents = agents;
        this.config = ground.config();
        this.ground = ground;
        this.entrance = entrance;
        SecretEncryption encryption =
                new SecretEncryption(
                        config.security().encryptionKey(),
                        config.security().formerEncryptionKeys());
        MailSocketFactory way =
                new MailSocketFactory(AddressGuard.publicAnd(config.security().trustedHosts()));
        this.accounts =
                new ChannelAccounts(
                        ground.db(),
                        ground.bells(),
                        encryption,
                        providers(config, ground.outgoing(), way));
        DeliveryStatusWriter deliveryStatus = new DeliveryStatusWriter(ground.bells());
        this.deliveries =
                new DeliveryOutbox(
                        ground.db(),
                        ground.jobs(),
                        accounts,
                        deliveryStatus,
                        List.of(new SlackMirror(accounts::all, config.server().publicUrl())));
        this.conversations =
                new Conversations(
                        ground.db(),
                        ground.bells(),
                        ground.jobs(),
                        new MessageLimits(
                                config.limits().messagesPerMinute(),
                                config.limits().messagesPerHour()),
                        new BurstWindow(config.answering().burstWindow()),
                        deliveries,
                        phrases);
        this.live = new LiveUpdates(ground.db(), ground.bells());
        this.staff = new StaffActions(ground.db(), ground.jobs(), conversations, entrance.audit());
        this.carrying =
                new DeliveryJob(
                        ground.db(),
                        ground.bells(),
                        accounts,
                        conversations,
                        deliveryStatus,
                        ground.metrics()::channelSend);
        this.deliveryDesk =
                new DeliveryAdmin(
                        ground.db(),
                        ground.jobs(),
                        conversations,
                        deliveryStatus,
                        entrance.audit());
        this.inbound =
                new InboundModule(
                        ground.db(),
                        ground.jobs(),
                        accounts,
                        conversations,
                        staff,
                        new DeliveryReceipts(
                                ground.db(), ground.jobs(), conversations, deliveryStatus),
                        new TokenBucketRateLimiter(
                                config.limits().accountMessagesPerMinute(), Duration.ofMinutes(1)),
                        ground.metrics()::channelNews,
                        entrance.door(),
                        entrance.audit(),
                        config.server().publicUrl());
        this.subscriptions =
                new WebhookModule(
                        ground.db(),
                        ground.jobs(),
                        entrance.audit(),
                        encryption,
                        conversations,
                        ground.outgoing(),
                        config.security().trustedHosts(),
                        config.server().production());
        this.mail = mail(way);
        this.mailboxes =
                ground.bells()
                        .on(ChannelAccounts.FAMILY, _ -> Thread.startVirtualThread(mail::begin));
    }

    /// Mail is fetched where an account says so, also by one that is connected later.
    private EmailPollJob mail(MailSocketFactory way) {
        return new EmailPollJob(
                ground.db(),
                ground.jobs(),
                accounts::all,
                inbound.inflow()::take,
                way,
                config.channels().mail().poll());
    }

    /// Whom we speak to besides our own widget, one line each.
    private static List<ChannelProvider> providers(
            Config config, HttpClient httpClient, MailSocketFactory way) {
        Config.Channels kinds = config.channels();
        Optional<String> publicUrl = config.server().publicUrl();
        return List.of(
                new ChatwootProvider(kinds.chatwoot(), httpClient),
                new WhatsAppProvider(kinds.whatsApp(), httpClient),
                new Dialog360Provider(kinds.dialog360(), httpClient),
                new EvolutionProvider(kinds.evolution(), httpClient),
                new TwilioProvider(kinds.twilio(), httpClient, publicUrl),
                new InstagramProvider(kinds.instagram(), httpClient),
                new TelegramProvider(kinds.telegram(), httpClient, publicUrl),
                new SlackProvider(kinds.slack(), httpClient),
                new EmailProvider(kinds.mail(), way));
    }

    LiveUpdates live() {
        return live;
    }

    Conversations conversations() {
        return conversations;
    }

    StaffActions staff() {
        return staff;
    }

    @Override
    public List<HttpService> routes() {
        return Stream.concat(
                        inbound.routes().stream(),
                        Stream.of(
                                subscriptions.routes(entrance.door()),
                                new ChannelRoutes(
                                        entrance.door(),
                                        ground.db(),
                                        entrance.audit(),
                                        accounts,
                                        agents,
                                        config.security().trustedHosts(),
                                        config.server().publicUrl()),
                                new EvolutionInstanceRoutes(
                                        entrance.door(),
                                        ground.db(),
                                        entrance.audit(),
                                        accounts,
                                        new EvolutionInstances(
                                                ground.outgoing(), config.server().publicUrl())),
                                new DeliveryRoutes(entrance.door(), deliveryDesk)))
                .toList();
    }

    @Override
    public List<JobSpec> jobs() {
        Config.Channels kinds = config.channels();
        return List.of(
                JobSpec.of(DeliveryOutbox.KIND, DeliveryJob.SEATS, DeliveryJob.LEASE, carrying),
                JobSpec.of(
                        WebhookModule.JOB,
                        WebhookModule.SEATS,
                        WebhookModule.LEASE,
                        subscriptions.job()),
                JobSpec.of(
                        ChatwootStatusJob.KIND,
                        1,
                        ChatwootStatusJob.LEASE,
                        new ChatwootStatusJob(
                                accounts,
                                new ChatwootProvider(kinds.chatwoot(), ground.outgoing()))),
                JobSpec.of(
                        InstagramProfileJob.KIND,
                        1,
                        InstagramProfileJob.LEASE,
                        new InstagramProfileJob(
                                ground.db(),
                                accounts,
                                conversations,
                                new InstagramProvider(kinds.instagram(), ground.outgoing()))),
                JobSpec.of(EmailPollJob.KIND, EmailPollJob.SEATS, EmailPollJob.LEASE, mail),
                JobSpec.of(
                        WebhookRetentionJob.KIND, 1, LEASE, new WebhookRetentionJob(ground.db())),
                JobSpec.of(RESEAL, 1, LEASE, _ -> reseal()));
    }

    private JobResult reseal() {
        int sealed = accounts.reseal() + subscriptions.reseal();
        LOG.log(Level.INFO, "secrets.reencrypted rows=" + sealed);
        return new JobResult.Done();
    }

    /// Jobs for what an earlier process left undone.
    @Override
    public void start() {
        if (!config.security().formerEncryptionKeys().isEmpty()) {
            ground.db().tx(tx -> ground.jobs().enqueue(tx, JobRequest.of(RESEAL).about("secrets")));
        }
        deliveries.resume();
        mail.begin();
        inbound.tell();
    }

    @Override
    public void close() {
        mailboxes.stop();
        accounts.close();
        live.close();
    }
}
