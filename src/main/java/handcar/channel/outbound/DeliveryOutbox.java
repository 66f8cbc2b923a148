package handcar.channel.outbound;

import module java.base;

import handcar.channel.ChannelAccounts;
import handcar.channel.ChannelProvider;
import handcar.channel.FileRules;
import handcar.channel.StaffMirror;
import handcar.channel.outbound.DeliveryStore.CustomerThread;
import handcar.channel.outbound.DeliveryStore.MessageOnChannel;
import handcar.chat.Author;
import handcar.chat.Conversation;
import handcar.chat.ConversationStatus;
import handcar.chat.DeliveryStatusWriter;
import handcar.chat.Message;
import handcar.chat.MessageDraft;
import handcar.chat.Outbox;
import handcar.db.Database;
import handcar.db.Db;
import handcar.db.Tx;
import handcar.jobs.JobQueue;
import handcar.jobs.JobRequest;
import handcar.json.JsonView;
import handcar.time.RetrySchedule;

/// The outbox: every part to be sent is a row, written in the transaction of its message; one job per account sends the rows.
public final class DeliveryOutbox implements Outbox {
    /// The kind of that job.
    public static final String KIND = "deliver";

    /// A job that gave up would silence its account.
    private static final int UNLIMITED = Integer.MAX_VALUE / 2;

    /// More than this server keeps.
    private static final int OUR_PAGE_MEGABYTES = 1_024;

    /// Our own widget reads messages from the conversation itself.
    private static final RetrySchedule POLLS =
            RetrySchedule.doubling(Duration.ofMillis(5), Duration.ofMillis(50));

    private final Database db;
    private final DeliveryStore store;
    private final DeliveryStatusWriter deliveryStatus;
    private final JobQueue jobs;
    private final ChannelAccounts accounts;
    private final List<StaffMirror> mirrors;
    private final DeliveryFiles files;
    private final SendTiming timing;

    public DeliveryOutbox(
            Database db,
            JobQueue jobs,
            ChannelAccounts accounts,
            DeliveryStatusWriter deliveryStatus,
            List<StaffMirror> mirrors,
            DeliveryFiles files,
            SendTiming timing) {
        this.db = db;
        this.store = new DeliveryStore(db);
        this.deliveryStatus = deliveryStatus;
        this.jobs = jobs;
        this.accounts = accounts;
        this.mirrors = List.copyOf(mirrors);
        this.files = files;
        this.timing = timing;
    }

    @Override
    public PreparedMessage prepare(Db db, Conversation now, MessageDraft draft) {
        Optional<PreparedParts> toCustomer =
                isToBeSent(now, draft) ? Optional.of(toCustomer(db, now, draft)) : Optional.empty();
        Map<StaffMirror, List<String>> copies = new LinkedHashMap<>();
        mirrors.forEach(mirror -> copies.put(mirror, mirror.format(now, draft)));
        return (tx, locked, message) -> store(tx, locked, message, toCustomer, copies);
    }

    private void store(
            Tx tx,
            Conversation locked,
            Message message,
            Optional<PreparedParts> toCustomer,
            Map<StaffMirror, List<String>> copies) {
        boolean person = message.author() == Author.STAFF;
        if (person) {
            // what the agent wrote may wait for hours, and a person's message must not wait for it
            withdraw(tx, List.of(locked.id()));
        }
        Optional<Long> epoch = person ? Optional.empty() : Optional.of(locked.epoch());
        toCustomer.ifPresent(parts -> add(tx, message, parts, epoch));
        if (locked.channel().equals(Conversation.WEB) && message.author() != Author.CONTACT) {
            VisitorMailJob.ask(tx, jobs, locked.id());
        }
        copies.forEach(
                (mirror, parts) -> {
                    if (!parts.isEmpty()) {
                        mirror.copy(tx, locked, parts)
                                .map(PreparedParts::of)
                                .ifPresent(copy -> add(tx, message, copy, Optional.empty()));
                    }
                });
    }

    @Override
    public void show(Tx tx, Conversation now, ConversationStatus status) {
        Optional<ChannelProvider> provider = accounts.provider(now.channel());
        store.threadOf(tx, now.id(), now.channel())
                .flatMap(
                        at ->
                                provider.flatMap(
                                        each ->
                                                each.showStatus(
                                                        at.account(),
                                                        at.binding(),
                                                        at.thread(),
                                                        status)))
                .ifPresent(job -> jobs.enqueue(tx, job));
    }

    @Override
    public void tellStaff(Tx tx, Conversation now, Message note) {
        for (StaffMirror mirror : mirrors) {
            mirror.copy(tx, now, List.of(note.content()))
                    .map(PreparedParts::of)
                    .ifPresent(copy -> add(tx, note, copy, Optional.empty()));
        }
    }

    /// What a person wrote in the provider's own app was sent there and must not be sent again.
    private static boolean isToBeSent(Conversation now, MessageDraft draft) {
        return !now.channel().equals(Conversation.WEB)
                && draft.author() != Author.CONTACT
                && !draft.carried();
    }

    private PreparedParts toCustomer(Db db, Conversation now, MessageDraft draft) {
        CustomerThread thread =
                store.threadOf(db, now.id(), now.channel())
                        .orElseGet(() -> CustomerThread.unknown(now.account()));
        List<PartDraft> parts =
                accounts.provider(now.channel())
                        .map(known -> known.capabilities(thread.address()))
                        .map(known -> new MessageParts(known, files.hasAddress()).of(draft))
                        .orElseGet(() -> List.of(PartDraft.of(draft.content())));
        return new PreparedParts(now.channel(), thread.account(), thread.thread(), parts);
    }

    /// Which files may be sent in a conversation; every type on our own page.
    FileRules rules(Conversation now) {
        if (now.channel().equals(Conversation.WEB)) {
            return FileRules.anyInMessage(1, OUR_PAGE_MEGABYTES);
        }
        JsonView address =
                store.threadOf(db, now.id(), now.channel())
                        .map(CustomerThread::address)
                        .orElseGet(() -> new JsonView(Map.of()));
        return accounts.provider(now.channel())
                .map(known -> known.capabilities(address).files())
                .orElseGet(() -> FileRules.none("This server has no such channel any more."));
    }

    private void add(Tx tx, Message message, PreparedParts parts, Optional<Long> epoch) {
        store.add(tx, message, parts, epoch);
        jobs.enqueue(tx, job(parts.channel(), parts.account()));
    }

    /// Parts for one thread of an account.
    ///
    /// @param thread empty to begin one
    record PreparedParts(String channel, String account, String thread, List<PartDraft> parts) {
        static PreparedParts of(StaffMirror.Copy copy) {
            return new PreparedParts(
                    copy.channel(),
                    copy.account(),
                    copy.thread(),
                    copy.parts().stream().map(PartDraft::of).toList());
        }
    }

    static JobRequest job(String channel, String account) {
        return JobRequest.of(KIND).about(channel + "/" + account).tries(UNLIMITED);
    }

    /// Makes sure that every account with open parts has a job; normally it has one.
    public void resume() {
        db.runTx(
                tx ->
                        store.openAccounts(tx)
                                .forEach(
                                        open ->
                                                jobs.enqueue(
                                                        tx, job(open.getKey(), open.getValue()))));
    }

    /// Withdraws what the agent wrote before a takeover, and waits until no process is sending such a part: at most as long as
    /// an attempt may take, after which it has ended or its process is gone.
    @Override
    public void clear(UUID conversation) {
        DeliveryStore.Overtaken overtaken = overtaken(conversation);
        for (int look = 1; overtaken.inFlight() > 0 && POLLS.sleep(look); look++) {
            overtaken = overtaken(conversation);
        }
    }

    /// Counts overtaken parts and withdraws those that wait, including those that the provider put off a moment ago.
    private DeliveryStore.Overtaken overtaken(UUID conversation) {
        DeliveryStore.Overtaken overtaken = store.overtaken(conversation, timing.lost());
        if (overtaken.waiting() > 0) {
            db.runTx(
                    tx -> {
                        store.lock(tx, conversation);
                        withdraw(tx, List.of(conversation));
                    });
        }
        return overtaken;
    }

    /// Withdraws the waiting parts that the agent wrote in these conversations before a takeover. The conversations are locked.
    void withdraw(Tx tx, List<UUID> conversations) {
        List<MessageOnChannel> overtaken = store.overtaken(tx, conversations);
        if (overtaken.isEmpty()) {
            return;
        }
        // a message is locked before its parts; a mirror's copy does not count for its status
        List<MessageOnChannel> said =
                overtaken.stream()
                        .filter(
                                message ->
                                        deliveryStatus
                                                .hold(tx, message.messageId())
                                                .filter(message.channel()::equals)
                                                .isPresent())
                        .toList();
        store.withdraw(tx, overtaken.stream().map(MessageOnChannel::messageId).toList());
        for (MessageOnChannel message : said) {
            List<Delivery> parts = store.lockParts(tx, message.messageId(), message.channel());
            deliveryStatus.mark(
                    tx,
                    message.conversationId(),
                    message.messageId(),
                    MessageDeliveryStatus.of(parts));
        }
    }

    @Override
    public boolean mirrors() {
        return mirrors.stream().anyMatch(StaffMirror::isOpen);
    }
}
