package handcar.app;

import module java.base;

import handcar.channel.AccountHealth;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelAccounts;
import handcar.channel.ChannelContext;
import handcar.channel.ChannelProvider;
import handcar.channel.ChannelRoutes;
import handcar.channel.MediaFetcher;
import handcar.channel.MessageSenders;
import handcar.channel.SenderContext;
import handcar.channel.chatwoot.ChatwootProvider;
import handcar.channel.dialog360.Dialog360Provider;
import handcar.channel.email.EmailProvider;
import handcar.channel.evolution.EvolutionProvider;
import handcar.channel.inbound.InboundModule;
import handcar.channel.inbound.WebhookRetentionJob;
import handcar.channel.instagram.InstagramProvider;
import handcar.channel.media.InboundFiles;
import handcar.channel.media.MediaFetchJob;
import handcar.channel.outbound.DeliveryAdmin;
import handcar.channel.outbound.DeliveryFiles;
import handcar.channel.outbound.DeliveryJob;
import handcar.channel.outbound.DeliveryReceipts;
import handcar.channel.outbound.DeliveryRoutes;
import handcar.channel.outbound.FileRoutes;
import handcar.channel.outbound.SendTiming;
import handcar.channel.slack.SlackProvider;
import handcar.channel.telegram.TelegramProvider;
import handcar.channel.twilio.TwilioProvider;
import handcar.channel.whatsapp.WhatsAppProvider;
import handcar.config.Config;
import handcar.config.EnvironmentVariable;
import handcar.http.SlidingWindowRateLimiter;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;
import handcar.jobs.JobSpec;
import handcar.jobs.NotificationBus;
import handcar.net.AddressGuard;
import handcar.net.TrustedHosts;
import handcar.ops.health.HealthCheck;
import handcar.ops.health.HealthResult;
import handcar.time.OnDemandThread;
import handcar.webhooks.WebhookModule;

import io.helidon.webserver.http.HttpService;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// The channels to customers, and the webhooks that tell other systems about conversations.
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

    /// Between two attempts to ask for the standing jobs while the database is away.
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Logger LOG = System.getLogger(ChannelModule.class.getName());

    private final Infrastructure infra;
    private final ChannelAccounts accounts;
    private final SenderContext sending;
    private final InboundModule inbound;
    private final WebhookModule webhooks;
    private final List<HttpService> routes;
    private final List<JobSpec> jobs;
    private final NotificationBus.Subscription accountChanges;
    private final OnDemandThread standingJobs =
            OnDemandThread.retrying("standing-jobs", PAUSE, this::enqueueStandingJobs);

    /// @param agents an agent's id by its slug or id
    ChannelModule(
            Infrastructure infra,
            AuthModule auth,
            ChatModule chat,
            Function<String, Optional<UUID>> agents) {
        this.infra = infra;
        this.accounts = chat.accounts();
        Config config = infra.config();
        Optional<String> publicUrl = config.server().publicUrl();
        TrustedHosts trustedHosts = config.security().trustedHosts();
        this.sending =
                new SenderContext(
                        config.channels(),
                        infra.outgoing(),
                        AddressGuard.publicAnd(trustedHosts),
                        publicUrl);
        this.inbound =
                new InboundModule(
                        infra.db(),
                        infra.jobs(),
                        accounts,
                        chat.conversations(),
                        chat.staff(),
                        new DeliveryReceipts(infra.jobs(), chat.deliveryTransitions()),
                        new SlidingWindowRateLimiter(
                                config.limits().accountMessagesPerMinute(), Duration.ofMinutes(1)),
                        infra.metrics()::channelNews,
                        inboundFiles(chat),
                        auth.auth(),
                        auth.audit(),
                        publicUrl);
        this.webhooks =
                WebhookModule.of(
                        auth.auth(),
                        infra.db(),
                        infra.jobs(),
                        auth.audit(),
                        infra.encryption(),
                        chat.conversations(),
                        infra.subscribers(),
                        trustedHosts.typed(),
                        config.server().production());
        ChannelContext context =
                new ChannelContext(
                        sending,
                        infra.db(),
                        accounts,
                        chat.conversations(),
                        auth.auth(),
                        auth.audit(),
                        inbound.intake());
        MessageSenders senders =
                new MessageSenders(accounts, each -> each.sender(context.sending()));
        this.routes = routes(auth, chat, context, senders, agents);
        this.jobs = jobs(chat, context, senders);
        this.accountChanges =
                infra.notifications().on(ChannelAccounts.FAMILY, _ -> standingJobs.start());
    }

    private InboundFiles inboundFiles(ChatModule chat) {
        return new InboundFiles(
                chat.files(),
                fetchers().keySet(),
                infra.config().media().transcriptionModel().isPresent());
    }

    /// How files are fetched, by the kinds of channels.
    private Map<String, MediaFetcher> fetchers() {
        Map<String, MediaFetcher> fetchers = new HashMap<>();
        for (ChannelProvider each : PROVIDERS) {
            each.media(sending).ifPresent(fetcher -> fetchers.put(each.kind(), fetcher));
        }
        return fetchers;
    }

    private List<HttpService> routes(
            AuthModule auth,
            ChatModule chat,
            ChannelContext context,
            MessageSenders senders,
            Function<String, Optional<UUID>> agents) {
        List<HttpService> all = new ArrayList<>(inbound.routes());
        PROVIDERS.forEach(each -> all.addAll(each.routes(context)));
        all.add(webhooks.routes());
        all.add(
                new ChannelRoutes(
                        auth.auth(),
                        infra.db(),
                        auth.audit(),
                        accounts,
                        senders,
                        agents,
                        infra.config().security().trustedHosts(),
                        infra.config().server().publicUrl()));
        all.add(
                new FileRoutes(
                        auth.auth(),
                        infra.media(),
                        infra.mediaLinks(),
                        chat.conversations(),
                        chat.outbox()));
        all.add(
                new DeliveryRoutes(
                        auth.auth(),
                        new DeliveryAdmin(
                                infra.db(),
                                infra.jobs(),
                                chat.deliveryTransitions(),
                                auth.audit())));
        return all;
    }

    private List<JobSpec> jobs(ChatModule chat, ChannelContext context, MessageSenders senders) {
        List<JobSpec> all = new ArrayList<>();
        PROVIDERS.forEach(each -> all.addAll(each.jobs(context)));
        all.add(
                new DeliveryJob(
                                infra.db(),
                                infra.notifications(),
                                chat.outbox(),
                                accounts,
                                senders,
                                new DeliveryFiles(infra.media(), infra.mediaLinks()),
                                chat.deliveryTransitions(),
                                infra.metrics()::channelSend,
                                SendTiming.DEFAULT)
                        .spec());
        all.add(
                new MediaFetchJob(
                                infra.db(),
                                infra.jobs(),
                                accounts,
                                fetchers(),
                                chat.files(),
                                infra.outgoing())
                        .spec());
        all.add(webhooks.job());
        all.add(
                JobSpec.of(
                        WebhookRetentionJob.KIND, 1, LEASE, new WebhookRetentionJob(infra.db())));
        all.add(JobSpec.of(RESEAL, 1, LEASE, _ -> reseal()));
        return all;
    }

    /// Every channel besides our own widget.
    public static List<ChannelProvider> providers() {
        return PROVIDERS;
    }

    /// What the channels read from the environment.
    public static List<EnvironmentVariable> variables() {
        return PROVIDERS.stream().flatMap(each -> each.schema().variables().stream()).toList();
    }

    /// How each account does. Degraded while one fails: customers of the others are answered.
    HealthCheck check() {
        return HealthCheck.optional(
                "channels",
                () -> {
                    List<AccountHealth> all = AccountHealth.all(accounts, infra.db());
                    Map<String, Object> figures = new LinkedHashMap<>();
                    figures.put("failing", all.stream().filter(AccountHealth::isFailing).count());
                    figures.put("accounts", all.stream().map(AccountHealth::json).toList());
                    return all.stream().anyMatch(AccountHealth::isFailing)
                            ? HealthResult.degraded(figures)
                            : HealthResult.ok(figures);
                });
    }

    @Override
    public List<HttpService> routes() {
        return routes;
    }

    @Override
    public List<JobSpec> jobs() {
        return jobs;
    }

    private JobResult reseal() {
        int rows = accounts.reseal() + webhooks.reseal().getAsInt();
        LOG.log(Level.INFO, "secrets.reencrypted rows=" + rows);
        return new JobResult.Done();
    }

    /// Enqueues jobs for what an earlier process left undone.
    @Override
    public void start() {
        if (!infra.config().security().formerEncryptionKeys().isEmpty()) {
            infra.db()
                    .runTx(tx -> infra.jobs().enqueue(tx, JobRequest.of(RESEAL).about("secrets")));
        }
        enqueueStandingJobs();
        inbound.reportClosed();
    }

    private void enqueueStandingJobs() {
        List<ChannelAccount> all = accounts.all();
        List<JobRequest> standing =
                PROVIDERS.stream().flatMap(each -> each.standingJobs(all).stream()).toList();
        if (!standing.isEmpty()) {
            infra.db().runTx(tx -> standing.forEach(job -> infra.jobs().enqueue(tx, job)));
        }
    }

    @Override
    public void close() {
        accountChanges.stop();
        standingJobs.close();
    }
}
