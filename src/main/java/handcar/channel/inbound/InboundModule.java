package handcar.channel.inbound;

import module java.base;

import handcar.audit.AuditLog;
import handcar.auth.Auth;
import handcar.channel.ChannelAccounts;
import handcar.channel.InboundIntake;
import handcar.channel.outbound.DeliveryReceipts;
import handcar.chat.Conversations;
import handcar.chat.StaffActions;
import handcar.db.Database;
import handcar.http.RateLimiter;
import handcar.jobs.JobQueue;

import io.helidon.webserver.http.HttpService;

/// The way in, put together: from a provider's request to messages in conversations.
public final class InboundModule {
    private final WebhookBatcher batcher;
    private final WebhookRoutes webhookRoutes;
    private final WebhookLogRoutes events;

    /// @param perAccount beyond so many messages of one account in a minute they are stored and not answered
    /// @param receipts what left, to tell our own echoes from people's
    /// @param counted told the channel and the type of every piece of news
    /// @param publicUrl where providers reach us, as they sign it
    public InboundModule(
            Database db,
            JobQueue jobs,
            ChannelAccounts accounts,
            Conversations conversations,
            StaffActions staff,
            DeliveryReceipts receipts,
            RateLimiter perAccount,
            BiConsumer<String, String> counted,
            Auth auth,
            AuditLog audit,
            Optional<String> publicUrl) {
        WebhookStore store = new WebhookStore(db);
        ThreadMap threads =
                new ThreadMap(
                        conversations,
                        (tx, first) ->
                                accounts.provider(first.key().channel())
                                        .flatMap(
                                                known ->
                                                        known.introduce(
                                                                first.account(), first.said()))
                                        .ifPresent(job -> jobs.enqueue(tx, job)));
        InboundProcessor processor =
                new InboundProcessor(
                        conversations,
                        threads,
                        new NonMessageEvents(conversations, staff, threads, receipts),
                        new OutOfOrderEvents(conversations),
                        perAccount);
        this.batcher = new WebhookBatcher(db, jobs, store, processor, counted);
        this.webhookRoutes = new WebhookRoutes(accounts, batcher, publicUrl);
        this.events =
                new WebhookLogRoutes(
                        auth, store, new WebhookReplay(db, accounts, store, processor, audit));
    }

    /// Takes what comes by no webhook.
    public InboundIntake intake() {
        return batcher;
    }

    /// The providers' doors and the staff's view of what came through them.
    public List<HttpService> routes() {
        return List.of(webhookRoutes, events);
    }

    /// Says which doors are closed for want of a secret.
    public void reportClosed() {
        webhookRoutes.reportClosed();
    }
}
