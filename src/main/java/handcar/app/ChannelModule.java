package handcar.app;

import module java.base;

import handcar.auth.SecretEncryption;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelAccounts;
import handcar.channel.ChannelContext;
import handcar.channel.ChannelProvider;
import handcar.channel.ChannelRoutes;
import handcar.channel.MessageSenders;
import handcar.channel.SenderContext;
import handcar.channel.chatwoot.ChatwootProvider;
import handcar.channel.dialog360.Dialog360Provider;
import handcar.channel.email.EmailProvider;
import handcar.channel.evolution.EvolutionProvider;
import handcar.channel.inbound.InboundModule;
import handcar.channel.inbound.WebhookRetentionJob;
import handcar.channel.instagram.InstagramProvider;
import handcar.channel.outbound.DeliveryAdmin;
import handcar.channel.outbound.DeliveryJob;
import handcar.channel.outbound.DeliveryOutbox;
import handcar.channel.outbound.DeliveryReceipts;
import handcar.channel.outbound.DeliveryRoutes;
import handcar.channel.outbound.DeliveryTransitions;
import handcar.channel.outbound.SendTiming;
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
import handcar.config.EnvironmentVariable;
import handcar.http.TokenBucketRateLimiter;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;
import handcar.jobs.JobSpec;
import handcar.jobs.NotificationBus;
import handcar.net.AddressGuard;
import handcar.webhooks.WebhookModule;

import io.helidon.webserver.http.HttpService;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Builds the channels and the conversations between them: together, because what is said goes into the outbox, and the
/// outbox tells which messages of a provider's are ours.
public final class ChannelModule implements Module {
    /// Every channel besides our own widget. A new one is a folder and a line here.
    private static final List<ChannelProvider> PROVIDERS =
            List.of(
                    new ChatwootProvider(),
                    new WhatsAppProvider(),
                    new Dialog360Provider(),
                    new EvolutionProvider(),
                    new TwilioProvider(),
                    new InstagramProvider(),
                    new TelegramProvider(),
                    new SlackProvider(),
                    new EmailProvider());

    /// Encrypts with the current key what a former key encrypted.
    private static final String RESEAL = "reseal";

    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Logger LOG = System.getLogger(ChannelModule.class.getName());

    private final Config config;
    private final Infrastructure infra;
    private final AuthModule auth;
    private final ChannelAccounts accounts;
    private final DeliveryOutbox outbox;
    private final DeliveryJob deliveryJob;
    private final DeliveryAdmin deliveryAdmin;
    private final Conversations conversations;
    private final LiveUpdates live;
    private final StaffActions staff;
    private final InboundModule inbound;
    private final WebhookModule webhooks;
    private final ChannelContext context;
    private final MessageSenders senders;
    private final NotificationBus.Subscription accountChanges;
    private final Function<String, Optional<UUID>> agents;

    /// @param agents an agent's id by its slug or id
    ChannelModule(
            Infrastructure infra,
            AuthModule auth,
            Function<String, Optional<UUID>> agents,
            OptOutMatcher optOuts) {
        this.agents = agents;
        this.config = infra.config();
        this.infra = infra;
        this.auth = auth;
        SecretEncryption encryption =
                new SecretEncryption(
                        config.security().encryptionKey(),
                        config.security().formerEncryptionKeys());
        this.accounts =
                new ChannelAccounts(
                        infra.db(),
                        infra.notifications(),
                        encryption,
                        config.channels(),
                        PROVIDERS);
        DeliveryStatusWriter deliveryStatus = new DeliveryStatusWriter(infra.notifications());
        Optional<String> publicUrl = config.server().publicUrl();
        this.outbox =
                new DeliveryOutbox(
                        infra.db(),
                        infra.jobs(),
                        accounts,
                        deliveryStatus,
                        PROVIDERS.stream()
                                .flatMap(each -> each.mirror(accounts, publicUrl).stream())
                                .toList(),
                        SendTiming.DEFAULT);
        this.conversations =
                new Conversations(
                        infra.db(),
                        infra.notifications(),
                        infra.jobs(),
                        new MessageLimits(
                                config.limits().messagesPerMinute(),
                                config.limits().messagesPerHour()),
                        new BurstWindow(config.answering().burstWindow()),
                        outbox,
                        optOuts);
        this.live = new LiveUpdates(infra.db(), infra.notifications());
        this.staff = new StaffActions(infra.db(), infra.jobs(), conversations, auth.audit());
        DeliveryTransitions transitions =
                new DeliveryTransitions(infra.db(), deliveryStatus, conversations);
        this.deliveryAdmin = new DeliveryAdmin(infra.db(), infra.jobs(), transitions, auth.audit());
        this.inbound =
                new InboundModule(
                        infra.db(),
                        infra.jobs(),
                        accounts,
                        conversations,
                        staff,
                        new DeliveryReceipts(infra.jobs(), transitions),
                        new TokenBucketRateLimiter(
                                config.limits().accountMessagesPerMinute(), Duration.ofMinutes(1)),
                        infra.metrics()::channelNews,
                        auth.auth(),
                        auth.audit(),
                        publicUrl);
        this.context =
                new ChannelContext(
                        new SenderContext(
                                config.channels(),
                                infra.outgoing(),
                                AddressGuard.publicAnd(config.security().trustedHosts()),
                                publicUrl),
                        infra.db(),
                        accounts,
                        conversations,
                        auth.auth(),
                        auth.audit(),
                        inbound.intake());
        this.senders = new MessageSenders(accounts, each -> each.sender(context.sending()));
        this.deliveryJob =
                new DeliveryJob(
                        infra.db(),
                        infra.notifications(),
                        outbox,
                        accounts,
                        senders,
                        transitions,
                        infra.metrics()::channelSend,
                        SendTiming.DEFAULT);
        this.webhooks =
                WebhookModule.of(
                        auth.auth(),
                        infra.db(),
                        infra.jobs(),
                        auth.audit(),
                        encryption,
                        conversations,
                        infra.outgoing(),
                        config.security().trustedHosts(),
                        config.server().production());
        this.accountChanges =
                infra.notifications()
                        .on(
                                ChannelAccounts.FAMILY,
                                _ -> Thread.startVirtualThread(this::enqueueStandingJobs));
    }

    /// Every channel besides our own widget.
    public static List<ChannelProvider> providers() {
        return PROVIDERS;
    }

    /// What the channels read from the environment.
    public static List<EnvironmentVariable> variables() {
        return PROVIDERS.stream().flatMap(each -> each.schema().variables().stream()).toList();
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
        return Stream.of(
                        inbound.routes(),
                        PROVIDERS.stream().flatMap(each -> each.routes(context).stream()).toList(),
                        List.of(
                                webhooks.routes(),
                                new ChannelRoutes(
                                        auth.auth(),
                                        infra.db(),
                                        auth.audit(),
                                        accounts,
                                        senders,
                                        agents,
                                        config.security().trustedHosts(),
                                        config.server().publicUrl()),
                                new DeliveryRoutes(auth.auth(), deliveryAdmin)))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<JobSpec> jobs() {
        return Stream.concat(
                        PROVIDERS.stream().flatMap(each -> each.jobs(context).stream()),
                        Stream.of(
                                JobSpec.of(
                                        DeliveryOutbox.KIND,
                                        DeliveryJob.CONCURRENCY,
                                        DeliveryJob.LEASE,
                                        deliveryJob),
                                webhooks.job(),
                                JobSpec.of(
                                        WebhookRetentionJob.KIND,
                                        1,
                                        LEASE,
                                        new WebhookRetentionJob(infra.db())),
                                JobSpec.of(RESEAL, 1, LEASE, _ -> reseal())))
                .toList();
    }

    private JobResult reseal() {
        int rows = accounts.reseal() + webhooks.reseal().getAsInt();
        LOG.log(Level.INFO, "secrets.reencrypted rows=" + rows);
        return new JobResult.Done();
    }

    /// Enqueues jobs for what an earlier process left undone.
    @Override
    public void start() {
        if (!config.security().formerEncryptionKeys().isEmpty()) {
            infra.db()
                    .runTx(tx -> infra.jobs().enqueue(tx, JobRequest.of(RESEAL).about("secrets")));
        }
        outbox.resume();
        enqueueStandingJobs();
        inbound.reportClosed();
    }

    private void enqueueStandingJobs() {
        List<ChannelAccount> all = accounts.all();
        List<JobRequest> standing =
                PROVIDERS.stream().flatMap(each -> each.standingJobs(all).stream()).toList();
        if (!standing.isEmpty()) {
            infra.db()
                    .runTx(
                            tx ->
                                    standing.stream()
                                            .map(job -> infra.jobs().enqueue(tx, job))
                                            .toList());
        }
    }

    @Override
    public void close() {
        accountChanges.stop();
        accounts.close();
        live.close();
    }
}
