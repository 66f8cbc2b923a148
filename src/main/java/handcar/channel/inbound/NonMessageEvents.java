package handcar.channel.inbound;

import module java.base;

import handcar.channel.AccountHealthStore;
import handcar.channel.AccountHealthStore.Way;
import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Echo;
import handcar.channel.InboundEvent.IdPair;
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
import handcar.chat.ReceiveResult;
import handcar.chat.StaffAction;
import handcar.chat.StaffActions;
import handcar.chat.StaffActor;
import handcar.db.Tx;

/// Applies events that are no customer's message: replies of people in the provider's own app or in Slack, and delivery receipts;
/// [MessageChanges] has the edits and deletions.
record NonMessageEvents(
        Conversations conversations,
        StaffActions staff,
        ThreadMap threads,
        DeliveryReceipts receipts,
        InboundFiles files,
        MessageChanges changes) {
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
                    effect(
                            event,
                            receipts.receipt(tx, channel, receipt) ? "settled" : EventEffect.KNOWN);
            case InboundEvent.ConnectionChange change -> {
                count(tx, channel, change);
                yield effect(event, change.state());
            }
            case InboundEvent.IgnoredEvent _, InboundEvent.UnknownEvent _ ->
                    effect(event, "ignored");
            case NumberChange change -> changeNumber(tx, account, change);
            case IdPair shown -> {
                Optional<UUID> joined =
                        threads.meet(tx, account, shown).map(KnownThread::conversation);
                yield new EventEffect(
                        event, joined.isPresent() ? "joined" : EventEffect.KNOWN, joined);
            }
            case Survey survey -> survey(tx, account, survey);
            case Reaction reaction -> rate(tx, channel, reaction);
            case ThreadEvent inThread -> {
                Optional<KnownThread> thread =
                        threads.find(
                                tx,
                                new ThreadMap.Key(channel, inThread.account(), inThread.thread()));
                Optional<UUID> conversation = thread.map(KnownThread::conversation);
                yield switch (inThread) {
                    case Echo echo -> echo(tx, account, thread, echo);
                    case StaffReply reply -> reply(tx, conversation, reply);
                    case CustomerMessage _,
                            MessageDeletion _,
                            MessageEdit _,
                            NumberChange _,
                            Reaction _,
                            StaffNotice _,
                            StatusChange _ ->
                            apply(tx, channel, conversation, inThread);
                };
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
                    case CustomerMessage _, Echo _, NumberChange _, Reaction _, StaffReply _ ->
                            throw new IllegalStateException(threadEvent + " has its own place");
                    case StaffNotice notice -> conversation.map(id -> tellStaff(tx, id, notice));
                    case StatusChange change ->
                            conversation.map(id -> changeStatus(tx, channel, id, change));
                    case MessageEdit edit ->
                            Optional.of(changes.edit(tx, channel, conversation, edit));
                    case MessageDeletion deletion ->
                            Optional.of(changes.delete(tx, channel, conversation, deletion));
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

    /// Staff see it in a conversation that is not known here, too: it begins with the rating.
    private EventEffect survey(Tx tx, ChannelAccount account, Survey survey) {
        ThreadMessage said = ThreadMessage.of(account, survey.said()).unheard();
        ThreadMap.Resolution resolution = threads.resolve(tx, List.of(said));
        UUID id = resolution.conversation(said);
        rate(tx, id, survey);
        threads.touch(tx, resolution.changed());
        return new EventEffect(survey, "rated", Optional.of(id));
    }

    /// The rating of a conversation is one of its last answer, and a note for staff.
    private void rate(Tx tx, UUID id, Survey survey) {
        Optional<String> comment =
                Optional.of(survey.said().text()).filter(words -> !words.isBlank());
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
            conversations.rate(tx, id, new Feedback(last.get(), rating, comment));
        }
        conversations.tellStaff(
                tx,
                id,
                "The customer rated the conversation "
                        + survey.stars()
                        + " of 5"
                        + comment.map(words -> ": " + words).orElse("."));
    }

    /// A person's word counts although the customer has not written yet: it begins the conversation.
    private EventEffect echo(
            Tx tx, ChannelAccount account, Optional<KnownThread> known, Echo echo) {
        String name = known.map(KnownThread::thread).orElse(echo.thread());
        if (receipts.isOurs(tx, account.kind(), echo.in(name))) {
            return new EventEffect(echo, EventEffect.OUR_OWN, known.map(KnownThread::conversation));
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
                        echo.at(),
                        echo.owns() && !staff.decidedAfter(tx, id, echo.at()));
        if (reply.isNew()) {
            files.add(tx, account, echo, reply.message());
        }
        threads.touch(tx, resolution.changed());
        boolean pauses = echo.at().plus(StaffActions.PAUSE).isAfter(Instant.now());
        String done = echo.owns() ? "taken_over" : pauses ? "paused" : "stored";
        String effect = reply.isNew() ? done : EventEffect.KNOWN;
        return EventEffect.of(echo, effect, id, reply);
    }

    private EventEffect changeNumber(Tx tx, ChannelAccount account, NumberChange change) {
        Optional<UUID> conversation =
                threads.changeNumber(tx, account, change).map(KnownThread::conversation);
        conversation.ifPresent(id -> conversations.tellStaff(tx, id, described(change)));
        return new EventEffect(
                change, conversation.isPresent() ? "joined" : EventEffect.KNOWN, conversation);
    }

    private static String described(NumberChange change) {
        return change.from()
                .number()
                .flatMap(
                        old ->
                                change.to()
                                        .number()
                                        .filter(now -> !now.equals(old))
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

    private EventEffect reply(Tx tx, Optional<UUID> conversation, StaffReply reply) {
        if (conversation.isEmpty() || reply.text().isBlank()) {
            return new EventEffect(reply, "ignored", conversation);
        }
        UUID id = conversation.get();
        StaffActor by = StaffActor.colleague(reply.author());
        ReceiveResult written = staff.reply(tx, id, by, input(reply.text(), reply.id()));
        return EventEffect.of(
                reply, written.isNew() ? "taken_over" : EventEffect.KNOWN, id, written);
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

    private static MessageInput input(String text, String id) {
        return new MessageInput(MessageText.bounded(text), Optional.of(id));
    }
}
