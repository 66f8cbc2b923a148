package handcar;

import handcar.account.Sealing;
import handcar.channel.Accounts;
import handcar.channel.ChannelRoutes;
import handcar.channel.Deliveries;
import handcar.channel.DeliveryDesk;
import handcar.channel.DeliveryJob;
import handcar.channel.DeliveryRoutes;
import handcar.channel.Inbound;
import handcar.channel.Provider;
import handcar.channel.Prune;
import handcar.channel.Receipts;
import handcar.channel.Wording;
import handcar.channel.chatwoot.Chatwoot;
import handcar.channel.chatwoot.ChatwootStatus;
import handcar.channel.dialog360.Dialog360;
import handcar.channel.email.Email;
import handcar.channel.email.EmailInbox;
import handcar.channel.email.Way;
import handcar.channel.events.Subscriptions;
import handcar.channel.evolution.Evolution;
import handcar.channel.evolution.InstanceRoutes;
import handcar.channel.evolution.Instances;
import handcar.channel.instagram.Instagram;
import handcar.channel.instagram.InstagramProfile;
import handcar.channel.slack.Slack;
import handcar.channel.slack.SlackMirror;
import handcar.channel.telegram.Telegram;
import handcar.channel.twilio.Twilio;
import handcar.channel.whatsapp.WhatsApp;
import handcar.chat.Conversations;
import handcar.chat.Limits;
import handcar.chat.Phrases;
import handcar.chat.Postmarks;
import handcar.config.Config;
import handcar.http.TokenBuckets;
import handcar.net.Guard;
import handcar.net.Outgoing;
import handcar.work.Bells;
import handcar.work.NewJob;
import handcar.work.Outcome;

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
final class Channels implements AutoCloseable {
    /// Seals anew what a former key sealed.
    private static final String RESEAL = "reseal";

    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Logger LOG = System.getLogger(Channels.class.getName());

    private final Config config;
    private final Ground ground;
    private final Entrance entrance;
    private final Accounts accounts;
    private final Deliveries deliveries;
    private final DeliveryJob carrying;
    private final DeliveryDesk deliveryDesk;
    private final Conversations conversations;
    private final Inbound inbound;
    private final Subscriptions subscriptions;
    private final EmailInbox mail;
    private final Bells.Subscription mailboxes;

    Channels(Ground ground, Entrance entrance, Phrases phrases) {
        this.config = ground.config();
        this.ground = ground;
        this.entrance = entrance;
        Sealing sealing =
                new Sealing(
                        config.security().encryptionKey(),
                        config.security().formerEncryptionKeys());
        Way way = new Way(Guard.publicAnd(config.security().trustedHosts()));
        this.accounts =
                new Accounts(
                        ground.db(),
                        ground.bells(),
                        sealing,
                        providers(config, ground.outgoing(), way));
        Postmarks postmarks = new Postmarks(ground.bells());
        this.deliveries =
                new Deliveries(
                        ground.db(),
                        ground.jobs(),
                        accounts,
                        postmarks,
                        Wording::parts,
                        List.of(new SlackMirror(accounts::all, config.server().publicUrl())));
        this.conversations =
                new Conversations(
                        ground.db(),
                        ground.bells(),
                        ground.jobs(),
                        new Limits(
                                config.limits().messagesPerMinute(),
                                config.limits().messagesPerHour()),
                        deliveries,
                        phrases);
        this.carrying =
                new DeliveryJob(
                        ground.db(),
                        ground.bells(),
                        accounts,
                        conversations,
                        postmarks,
                        ground.metrics()::channelSend);
        this.deliveryDesk =
                new DeliveryDesk(
                        ground.db(), ground.jobs(), conversations, postmarks, entrance.audit());
        this.inbound =
                new Inbound(
                        ground.db(),
                        ground.jobs(),
                        accounts,
                        conversations,
                        new Receipts(ground.db(), ground.jobs(), conversations, postmarks),
                        new Inbound.Pace(
                                new TokenBuckets(
                                        config.limits().accountMessagesPerMinute(),
                                        Duration.ofMinutes(1)),
                                config.answering().burstWindow()),
                        ground.metrics()::channelNews,
                        entrance.door(),
                        entrance.audit(),
                        config.server().publicUrl());
        this.subscriptions =
                new Subscriptions(
                        ground.db(),
                        ground.jobs(),
                        entrance.audit(),
                        sealing,
                        conversations,
                        ground.outgoing(),
                        config.security().trustedHosts(),
                        config.server().production());
        this.mail = mail(way);
        this.mailboxes =
                ground.bells().on(Accounts.FAMILY, _ -> Thread.startVirtualThread(mail::begin));
    }

    /// Mail is fetched where an account says so, also by one that is connected later.
    private EmailInbox mail(Way way) {
        return new EmailInbox(
                ground.db(),
                ground.jobs(),
                accounts::all,
                inbound.inflow()::take,
                way,
                config.channels().mail().poll());
    }

    /// Whom we speak to besides our own widget, one line each.
    private static List<Provider> providers(Config config, Outgoing outgoing, Way way) {
        Config.Channels kinds = config.channels();
        Optional<String> publicUrl = config.server().publicUrl();
        return List.of(
                new Chatwoot(kinds.chatwoot(), outgoing),
                new WhatsApp(kinds.whatsApp(), outgoing),
                new Dialog360(kinds.dialog360(), outgoing),
                new Evolution(kinds.evolution(), outgoing),
                new Twilio(kinds.twilio(), outgoing, publicUrl),
                new Instagram(kinds.instagram(), outgoing),
                new Telegram(kinds.telegram(), outgoing, publicUrl),
                new Slack(kinds.slack(), outgoing),
                new Email(kinds.mail(), way));
    }

    Conversations conversations() {
        return conversations;
    }

    /// The providers' doors, and what staff see of them.
    ///
    /// @param agents an agent's id by its name
    List<HttpService> routes(Function<String, Optional<UUID>> agents) {
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
                                new InstanceRoutes(
                                        entrance.door(),
                                        ground.db(),
                                        entrance.audit(),
                                        accounts,
                                        new Instances(
                                                ground.outgoing(), config.server().publicUrl())),
                                new DeliveryRoutes(entrance.door(), deliveryDesk)))
                .toList();
    }

    /// Everybody who works for it.
    void hire(Crew crew) {
        crew.seat(Deliveries.KIND, DeliveryJob.SEATS, DeliveryJob.LEASE, carrying);
        crew.seat(Subscriptions.JOB, Subscriptions.SEATS, Subscriptions.LEASE, subscriptions.job());
        crew.seat(
                ChatwootStatus.KIND,
                1,
                ChatwootStatus.LEASE,
                new ChatwootStatus(
                        accounts, new Chatwoot(config.channels().chatwoot(), ground.outgoing())));
        crew.seat(
                InstagramProfile.KIND,
                1,
                InstagramProfile.LEASE,
                new InstagramProfile(
                        ground.db(),
                        accounts,
                        conversations,
                        new Instagram(config.channels().instagram(), ground.outgoing())));
        crew.seat(EmailInbox.KIND, EmailInbox.SEATS, EmailInbox.LEASE, mail);
        crew.seat(Prune.KIND, 1, LEASE, new Prune(ground.db()));
        crew.seat(
                RESEAL,
                1,
                LEASE,
                _ -> {
                    int sealed = accounts.reseal() + subscriptions.reseal();
                    LOG.log(Level.INFO, "Sealed " + sealed + " rows with the current key");
                    return new Outcome.Done();
                });
    }

    /// Before the workers begin: what waits has somebody who carries it.
    void resume() {
        if (!config.security().formerEncryptionKeys().isEmpty()) {
            ground.db().tx(tx -> ground.jobs().enqueue(tx, NewJob.of(RESEAL).about("secrets")));
        }
        deliveries.resume();
        mail.begin();
        inbound.tell();
    }

    @Override
    public void close() {
        mailboxes.stop();
        carrying.close();
        accounts.close();
    }
}
