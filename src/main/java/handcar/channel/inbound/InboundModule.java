package handcar.channel.inbound;

import module java.base;

import handcar.audit.AuditLog;
import handcar.auth.Auth;
import handcar.channel.ChannelAccount;
import handcar.channel.ChannelAccounts;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundIntake;
import handcar.channel.media.InboundFiles;
import handcar.channel.outbound.DeliveryReceipts;
import handcar.chat.Conversations;
import handcar.chat.StaffActions;
import handcar.db.Database;
import handcar.http.RateLimiter;
import handcar.jobs.JobQueue;
import handcar.json.JsonView;

import io.helidon.webserver.http.HttpService;

/// Builds the inbound path: from a provider's request to messages in conversations.
public final class InboundModule {
    /// Where free text is allowed at any time: longer than a weekend, after which people still wait for an answer.
    private static final Duration AWAITED = Duration.ofDays(3);

    private final WebhookBatcher batcher;
    private final WebhookRoutes webhookRoutes;
    private final WebhookLogRoutes logRoutes;

    /// @param perAccount limits the messages of an account; more are stored and not answered
    /// @param receipts tells echoes of our own messages from people's
    /// @param counter counts an event of a channel and a type
    /// @param files keeps what comes with messages
    /// @param publicUrl our address as providers call and sign it
    public InboundModule(
            Database db,
            JobQueue jobs,
            ChannelAccounts accounts,
            Conversations conversations,
            StaffActions staff,
            DeliveryReceipts receipts,
            RateLimiter perAccount,
            BiConsumer<String, String> counter,
            InboundFiles files,
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
                                                provider ->
                                                        provider.introduce(
                                                                first.account(),
                                                                first.key().account(),
                                                                first.with()))
                                        .ifPresent(job -> jobs.enqueue(tx, job)));
        InboundProcessor processor =
                new InboundProcessor(
                        conversations,
                        threads,
                        new NonMessageEvents(
                                conversations,
                                staff,
                                threads,
                                receipts,
                                files,
                                new MessageChanges(conversations, staff)),
                        new OutOfOrderEvents(conversations),
                        files,
                        perAccount,
                        (account, message) -> awaited(accounts, account, message));
        this.batcher = new WebhookBatcher(db, jobs, store, processor, counter);
        this.webhookRoutes = new WebhookRoutes(accounts, batcher, auth, publicUrl);
        this.logRoutes =
                new WebhookLogRoutes(
                        auth, store, new WebhookReplay(db, accounts, store, processor, audit));
    }

    /// As long as the provider takes free text, and three days where it always does.
    private static Duration awaited(
            ChannelAccounts accounts, ChannelAccount account, CustomerMessage message) {
        return accounts.provider(account.kind())
                .flatMap(it -> it.capabilities(new JsonView(message.address())).window())
                .orElse(AWAITED);
    }

    /// Stores what arrives without a webhook.
    public InboundIntake intake() {
        return batcher;
    }

    /// The providers' webhooks and the staff's log of them.
    public List<HttpService> routes() {
        return List.of(webhookRoutes, logRoutes);
    }

    /// Logs which webhooks are closed because no secret is configured.
    public void reportClosed() {
        webhookRoutes.reportClosed();
    }
}
