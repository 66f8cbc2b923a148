package handcar.channel.inbound;

import module java.base;

import handcar.channel.AccountHealthStore;
import handcar.channel.AccountHealthStore.Way;
import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Echo;
import handcar.channel.InboundEvent.MessageDeletion;
import handcar.channel.InboundEvent.MessageEdit;
import handcar.channel.InboundEvent.NumberChange;
import handcar.channel.InboundEvent.Reaction;
import handcar.channel.InboundEvent.StaffNotice;
import handcar.channel.InboundEvent.StaffReply;
import handcar.channel.InboundEvent.StatusChange;
import handcar.channel.InboundEvent.Survey;
import handcar.channel.InboundEvent.ThreadEvent;
import handcar.channel.inbound.MessageReferences.RatedMessage;
import handcar.channel.inbound.ThreadMap.ThreadMessage;
import handcar.channel.inbound.ThreadStore.KnownThread;
import handcar.channel.media.InboundFiles;
import handcar.channel.outbound.DeliveryReceipts;
import handcar.chat.Author;
import handcar.chat.Conversations;
import handcar.chat.Feedback;
import handcar.chat.Message;
import handcar.chat.MessageInput;
import handcar.chat.MessageRevision;
import handcar.chat.ReceiveResult;
import handcar.chat.StaffAction;
import handcar.chat.StaffActions;
import handcar.chat.StaffActor;
import handcar.db.Tx;
import handcar.text.TextSanitizer;

/// Applies events that are no customer's message: replies of people in the provider's own app or in Slack, edits and deletions,
/// and delivery receipts.
record NonMessageEvents(
        Conversations conversations,
        StaffActions staff,
        ThreadMap threads,
        DeliveryReceipts receipts,
        InboundFiles files) {
    /// Of five stars: neither good nor bad.
    private static final int MIDDLE = 3;

    /// Among so many messages is the answer that a customer rates.
    private static final int LAST_MESSAGES = 20;

    /// A phone that was unlinked (signed out, banned, replaced) is not tried again by itself: staff are told at once.
    private static final Set<String> UNLINKED = Set.of("401", "403", "440");

    private static final int AT_ONCE = 3;

    EventEffect apply(Tx tx, ChannelAccount account, InboundEvent event) {
        String channel = account.kind();
        return switch (event) {
            case InboundEvent.Receipt receipt ->
                    effect(event, receipts.receipt(tx, channel, receipt) ? "settled" : "known");
            case InboundEvent.ConnectionChange change -> {
                count(tx, channel, change);
                yield effect(event, change.state());
            }
            case InboundEvent.IgnoredEvent _, InboundEvent.UnknownEvent _ ->
                    effect(event, "ignored");
            case NumberChange change -> changeNumber(tx, account, change);
            case Reaction reaction -> rate(tx, channel, reaction);
            case ThreadEvent inThread -> {
                Optional<KnownThread> thread =
                        threads.find(
                                tx,
                                new ThreadMap.Key(channel, inThread.account(), inThread.thread()));
                yield inThread instanceof Echo echo
                        ? echo(tx, account, thread, echo)
                        : apply(tx, channel, thread.map(KnownThread::conversation), inThread);
            }
        };
    }

    /// A connection that is being tried again has not failed yet.
    private static void count(Tx tx, String channel, InboundEvent.ConnectionChange change) {
        switch (change.state()) {
            case "open" ->
                    AccountHealthStore.succeeded(tx, channel, change.account(), Way.CONNECTION);
            case "close", "refused" ->
                    AccountHealthStore.failed(
                            tx,
                            channel,
                            change.account(),
                            Way.CONNECTION,
                            "The connection is closed"
                                    + change.reason().map(code -> " (" + code + ")").orElse("")
                                    + ".",
                            change.reason().filter(UNLINKED::contains).isPresent() ? AT_ONCE : 1,
                            Optional.empty());
            default -> {}
        }
    }

    private static EventEffect effect(InboundEvent event, String effect) {
        return new EventEffect(event, effect, Optional.empty());
    }

    private EventEffect apply(
            Tx tx, String channel, Optional<UUID> conversation, ThreadEvent threadEvent) {
        Optional<String> effect =
                switch (threadEvent) {
                    case CustomerMessage _, Echo _, NumberChange _, Reaction _ ->
                            throw new IllegalStateException(threadEvent + " has its own place");
                    case StaffReply reply ->
                            conversation
                                    .filter(_ -> !reply.text().isBlank())
                                    .map(id -> reply(tx, id, reply));
                    case StaffNotice notice -> conversation.map(id -> tellStaff(tx, id, notice));
                    case Survey survey -> conversation.map(id -> rate(tx, id, survey));
                    case StatusChange change ->
                            conversation.map(id -> changeStatus(tx, channel, id, change));
                    case MessageEdit edit -> Optional.of(edit(tx, channel, conversation, edit));
                    case MessageDeletion deletion ->
                            Optional.of(delete(tx, channel, conversation, deletion));
                };
        return new EventEffect(threadEvent, effect.orElse("ignored"), conversation);
    }

    /// An emoji on a message of ours is the customer's rating of it.
    private EventEffect rate(Tx tx, String channel, Reaction reaction) {
        Optional<RatedMessage> to = MessageReferences.reactedTo(tx, channel, reaction);
        Optional<Feedback> feedback = to.flatMap(message -> message.feedback(reaction));
        feedback.ifPresent(each -> conversations.rate(tx, to.orElseThrow().conversation(), each));
        return new EventEffect(
                reaction,
                feedback.isPresent() ? "rated" : "ignored",
                to.map(RatedMessage::conversation));
    }

    /// The rating of a conversation is one of its last answer, and a note for staff.
    private String rate(Tx tx, UUID id, Survey survey) {
        List<Message> messages =
                conversations.findTurn(tx, id, LAST_MESSAGES).stream()
                        .flatMap(turn -> turn.messages().stream())
                        .toList();
        Optional<UUID> last =
                messages.reversed().stream()
                        .filter(each -> Set.of(Author.AGENT, Author.STAFF).contains(each.author()))
                        .map(Message::id)
                        .findFirst();
        if (last.isPresent() && survey.stars() != MIDDLE) {
            Feedback.Rating rating =
                    survey.stars() > MIDDLE ? Feedback.Rating.UP : Feedback.Rating.DOWN;
            conversations.rate(tx, id, new Feedback(last.get(), rating, survey.comment()));
        }
        conversations.tellStaff(
                tx,
                id,
                "The customer rated the conversation "
                        + survey.stars()
                        + " of 5"
                        + survey.comment().map(words -> ": " + words).orElse("."));
        return "rated";
    }

    /// A person's word counts although the customer has not written yet: it begins the conversation.
    private EventEffect echo(
            Tx tx, ChannelAccount account, Optional<KnownThread> known, Echo echo) {
        String name = known.map(KnownThread::thread).orElse(echo.thread());
        if (receipts.isOurs(tx, account.kind(), echo.in(name))) {
            return new EventEffect(echo, "our own", known.map(KnownThread::conversation));
        }
        ThreadMessage written = ThreadMessage.of(account, echo);
        ThreadMap.Resolution resolution = threads.resolve(tx, List.of(written));
        UUID id = resolution.conversation(written);
        ReceiveResult reply =
                staff.repliedElsewhere(
                        tx,
                        id,
                        StaffActor.colleague(echo.author().orElse(account.kind())),
                        input(MessageText.text(echo.text(), echo.attachments()), echo.id()),
                        MessageText.json(echo.attachments()),
                        echo.owns() && !staff.decidedAfter(tx, id, echo.at()));
        if (reply.isNew()) {
            files.add(tx, account, echo, reply.message());
        }
        threads.touch(tx, resolution.changed());
        String effect = !reply.isNew() ? "known" : echo.owns() ? "taken_over" : "paused";
        return new EventEffect(echo, effect, Optional.of(id));
    }

    private EventEffect changeNumber(Tx tx, ChannelAccount account, NumberChange change) {
        Optional<UUID> conversation =
                threads.changeNumber(tx, account, change).map(KnownThread::conversation);
        conversation.ifPresent(id -> conversations.tellStaff(tx, id, described(change)));
        return new EventEffect(change, conversation.isPresent() ? "joined" : "known", conversation);
    }

    private static String described(NumberChange change) {
        return change.from()
                .number()
                .flatMap(
                        old ->
                                change.to()
                                        .number()
                                        .map(
                                                now ->
                                                        "The customer's number changed from +"
                                                                + old
                                                                + " to +"
                                                                + now
                                                                + "."))
                .orElse("The customer's id at the provider changed.");
    }

    private String tellStaff(Tx tx, UUID id, StaffNotice notice) {
        conversations.tellStaff(tx, id, notice.notice());
        return "told";
    }

    private String reply(Tx tx, UUID id, StaffReply reply) {
        StaffActor by = StaffActor.colleague(reply.author());
        return staff.reply(tx, id, by, input(reply.text(), reply.id())).isNew()
                ? "taken_over"
                : "known";
    }

    private String changeStatus(Tx tx, String channel, UUID id, StatusChange change) {
        StaffAction action =
                switch (change.status()) {
                    case TAKEN -> new StaffAction.TakeOver();
                    case RELEASED -> new StaffAction.Release();
                    case CLOSED -> new StaffAction.Close();
                };
        if (ThreadStore.wasTold(tx, channel, change) || staff.decidedAfter(tx, id, change.at())) {
            return "late";
        }
        staff.act(tx, id, StaffActor.colleague(channel), action);
        return change.status().name().toLowerCase(Locale.ROOT);
    }

    private String edit(Tx tx, String channel, Optional<UUID> conversation, MessageEdit edit) {
        List<InboundEvent.Attachment> attachments = edit.content().attachments();
        String text = bounded(MessageText.text(edit.content().text(), attachments));
        MessageRevision now =
                new MessageRevision(
                        edit.id(),
                        text,
                        MessageText.places(attachments),
                        edit.at(),
                        !edit.content().isStandIn() && MessageText.hasWords(edit.content().text()));
        ThreadMap.Key key = new ThreadMap.Key(channel, edit.account(), edit.thread());
        if (isChanged(tx, conversation, key, edit.id(), id -> conversations.edit(tx, id, now))) {
            return "edited";
        }
        OutOfOrderEvents.keep(tx, key, edit.id(), Optional.of(text), edit.at());
        return "kept";
    }

    private String delete(
            Tx tx, String channel, Optional<UUID> conversation, MessageDeletion deletion) {
        ThreadMap.Key key = new ThreadMap.Key(channel, deletion.account(), deletion.thread());
        if (isChanged(
                tx,
                conversation,
                key,
                deletion.id(),
                id -> conversations.erase(tx, id, deletion.id(), deletion.at()))) {
            return "deleted";
        }
        OutOfOrderEvents.keep(tx, key, deletion.id(), Optional.empty(), deletion.at());
        return "kept";
    }

    /// Changes a message in the conversation of the thread, or where the message is: a provider may tell of a change in a thread
    /// that is not the message's own.
    private static boolean isChanged(
            Tx tx,
            Optional<UUID> conversation,
            ThreadMap.Key key,
            String message,
            Predicate<UUID> change) {
        return conversation.filter(change).isPresent()
                || ThreadStore.holder(tx, key, message).filter(change).isPresent();
    }

    private static MessageInput input(String text, String id) {
        return new MessageInput(bounded(text), Optional.of(id));
    }

    /// A longer text is cut: a colleague's message stays one message, and its end can be read where it was written.
    private static String bounded(String text) {
        String clean = MessageText.text(text, List.of());
        String cut = TextSanitizer.first(MessageInput.LONGEST - 1, clean);
        return clean.codePointCount(0, clean.length()) <= MessageInput.LONGEST ? clean : cut + "…";
    }
}
