package handcar.app;

import module java.base;

import handcar.audit.AuditLog;
import handcar.channel.ChannelAccounts;
import handcar.channel.ChannelProvider;
import handcar.channel.StaffMirror;
import handcar.channel.outbound.DeliveryFiles;
import handcar.channel.outbound.DeliveryOutbox;
import handcar.channel.outbound.DeliveryTransitions;
import handcar.channel.outbound.SendTiming;
import handcar.channel.outbound.VisitorMailJob;
import handcar.chat.BurstWindow;
import handcar.chat.Conversations;
import handcar.chat.DeliveryStatusWriter;
import handcar.chat.MediaRetentionJob;
import handcar.chat.MessageFiles;
import handcar.chat.MessageLimits;
import handcar.chat.OptOutMatcher;
import handcar.chat.StaffActions;
import handcar.chat.VoiceNoteWaitJob;
import handcar.chat.live.LiveUpdates;
import handcar.config.Config;
import handcar.db.Database;
import handcar.jobs.JobSpec;
import handcar.jobs.NotificationBus;

import io.helidon.webserver.http.HttpService;

/// The conversations, with the accounts and the outbox by which their messages leave.
record ChatModule(
        Infrastructure infra,
        ChannelAccounts accounts,
        DeliveryOutbox outbox,
        DeliveryTransitions deliveryTransitions,
        Conversations conversations,
        LiveUpdates live,
        StaffActions staff,
        MessageFiles files)
        implements Module {
    static ChatModule of(
            Infrastructure infra,
            AuditLog audit,
            List<ChannelProvider> providers,
            OptOutMatcher optOuts) {
        Config config = infra.config();
        Database db = infra.db();
        NotificationBus notifications = infra.notifications();
        ChannelAccounts accounts =
                new ChannelAccounts(
                        db, notifications, infra.encryption(), config.channels(), providers);
        DeliveryStatusWriter deliveryStatus = new DeliveryStatusWriter(notifications);
        Optional<String> publicUrl = config.server().publicUrl();
        List<StaffMirror> mirrors =
                providers.stream()
                        .flatMap(each -> each.mirror(accounts, publicUrl).stream())
                        .toList();
        DeliveryOutbox outbox =
                new DeliveryOutbox(
                        db,
                        infra.jobs(),
                        accounts,
                        deliveryStatus,
                        mirrors,
                        new DeliveryFiles(infra.media(), infra.mediaLinks()),
                        SendTiming.DEFAULT);
        Conversations conversations =
                new Conversations(
                        db,
                        notifications,
                        infra.jobs(),
                        new MessageLimits(
                                config.limits().messagesPerMinute(),
                                config.limits().messagesPerHour()),
                        new BurstWindow(config.answering().burstWindow()),
                        outbox,
                        optOuts);
        return new ChatModule(
                infra,
                accounts,
                outbox,
                new DeliveryTransitions(db, deliveryStatus, conversations),
                conversations,
                new LiveUpdates(db, notifications),
                new StaffActions(db, infra.jobs(), conversations, infra.media(), audit),
                new MessageFiles(db, infra.jobs(), notifications, infra.media(), conversations));
    }

    @Override
    public List<HttpService> routes() {
        return List.of();
    }

    @Override
    public List<JobSpec> jobs() {
        return List.of(
                new MediaRetentionJob(files).spec(),
                new VoiceNoteWaitJob(infra.db(), infra.jobs(), files.voiceNotes()).spec(),
                new VisitorMailJob(infra.db(), infra.jobs(), conversations, accounts).spec());
    }

    /// Enqueues jobs for parts that an earlier process left unsent.
    @Override
    public void start() {
        outbox.resume();
        infra.db().runTx(tx -> infra.jobs().enqueue(tx, MediaRetentionJob.standing()));
    }

    @Override
    public void close() {
        accounts.close();
        live.close();
    }
}
