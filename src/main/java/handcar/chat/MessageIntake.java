package handcar.chat;

import module java.base;

import handcar.chat.InboundMessage.Admission;
import handcar.chat.Outbox.PreparedMessage;
import handcar.db.Tx;
import handcar.db.UuidV7;
import handcar.jobs.JobQueue;
import handcar.jobs.JobRequest;
import handcar.jobs.NotificationBus;
import handcar.problem.Problem;

/// Receives what customers write, on every channel: a list of messages in as many statements as one message needs. The rows
/// of the conversations are locked in the order of their ids, so that two batches never wait for each other in a circle.
final class MessageIntake {
    /// An agent that is asked at the very end of its pause would still see the pause by a clock that is a little behind.
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

    private final ChatStore store;
    private final JobQueue jobs;
    private final NotificationBus notifications;
    private final Outbox outbox;
    private final MessageRateLimiter rateLimiter;
    private final OptOutHandler optOut;
    private final BurstWindow window;

    MessageIntake(
            ChatStore store,
            JobQueue jobs,
            NotificationBus notifications,
            Outbox outbox,
            MessageRateLimiter rateLimiter,
            OptOutHandler optOut,
            BurstWindow window) {
        this.store = store;
        this.jobs = jobs;
        this.notifications = notifications;
        this.outbox = outbox;
        this.rateLimiter = rateLimiter;
        this.optOut = optOut;
        this.window = window;
    }

    /// Stores the messages that are new, in the given order, opens closed conversations again, and leaves each conversation
    /// to its agent by a job in the same transaction. Returns the messages that are new or have a new part.
    List<Message> receive(Tx tx, List<InboundMessage> messages) {
        Map<UUID, PreparedMessage> copies = copies(tx, messages);
        Map<UUID, LockedConversation> locked =
                lock(tx, messages.stream().map(InboundMessage::conversation).toList());
        List<Message> stored = store.receive(tx, messages);
        Map<UUID, InboundDetails> details = details(messages);
        for (Message message : stored) {
            Optional<UnansweredReason> reason = of(details, message).unanswered();
            locked.computeIfPresent(
                    message.conversationId(), (_, now) -> received(tx, now, message, reason));
        }
        storeDetails(tx, stored, details);
        List<InboundMessage> known = known(messages, stored);
        List<Message> revealed = reveal(tx, known);
        revealed.forEach(
                message ->
                        locked.computeIfPresent(
                                message.conversationId(), (_, now) -> heard(tx, now, message)));
        List<Message> extended =
                Stream.concat(extend(tx, known).stream(), revealed.stream()).toList();
        Set<UUID> changed =
                Stream.concat(stored.stream(), extended.stream())
                        .map(Message::conversationId)
                        .collect(Collectors.toSet());
        answer(
                tx,
                locked.values().stream().filter(now -> changed.contains(now.id())).toList(),
                admissions(messages));
        stored.forEach(message -> storeCopy(tx, message, copies));
        stored.forEach(
                message ->
                        notifications.ring(
                                tx, ChatTopics.stored(message.conversationId(), message.id())));
        extended.forEach(
                message -> notifications.ring(tx, ChatTopics.changed(message.conversationId())));
        return Stream.concat(stored.stream(), extended.stream()).toList();
    }

    /// Those whose name a stored message has already.
    private static List<InboundMessage> known(List<InboundMessage> messages, List<Message> stored) {
        Set<UUID> fresh = stored.stream().map(Message::id).collect(Collectors.toSet());
        return messages.stream().filter(each -> !fresh.contains(each.id())).toList();
    }

    /// Adds to messages that are stored already what belongs to them.
    private static List<Message> extend(Tx tx, List<InboundMessage> known) {
        return known.stream()
                .filter(each -> each.details().isPart())
                .flatMap(each -> MessageChangeStore.extend(tx, each).stream())
                .toList();
    }

    /// Shows what could not be decrypted, or was not supported, when it came first.
    private static List<Message> reveal(Tx tx, List<InboundMessage> known) {
        return known.stream()
                .filter(each -> !each.details().isPart() && each.details().original().isEmpty())
                .flatMap(each -> MessageChangeStore.reveal(tx, each).stream())
                .toList();
    }

    /// Words that became known after their message was stored.
    private LockedConversation heard(Tx tx, LockedConversation now, Message message) {
        LockedConversation then =
                message.unanswered().isEmpty() ? optOut.handle(tx, now, message) : now;
        return then.received(Math.max(now.contactSeq(), message.seq()));
    }

    private LockedConversation received(
            Tx tx, LockedConversation now, Message message, Optional<UnansweredReason> reason) {
        if (reason.isEmpty()) {
            return optOut.handle(tx, opened(tx, now), message);
        }
        if (reason.get() == UnansweredReason.ANSWERED_BY_PROVIDER) {
            return optOut.handle(tx, now, message);
        }
        return (reason.get().opens() ? opened(tx, now) : now).received(message.seq());
    }

    private static Map<UUID, InboundDetails> details(List<InboundMessage> messages) {
        return messages.stream()
                .collect(
                        Collectors.toMap(
                                InboundMessage::id, InboundMessage::details, (first, _) -> first));
    }

    private static InboundDetails of(Map<UUID, InboundDetails> details, Message message) {
        return details.getOrDefault(message.id(), InboundDetails.NONE);
    }

    private void storeDetails(Tx tx, List<Message> stored, Map<UUID, InboundDetails> details) {
        for (Message message : stored) {
            InboundDetails one = of(details, message);
            if (!one.equals(InboundDetails.NONE)) {
                store.describe(tx, message.id(), one);
            }
            if (one.unanswered().filter(UnansweredReason::callsPerson).isPresent()) {
                callPerson(tx, message.conversationId(), one.unanswered().get());
            }
        }
    }

    /// Without a notice to the customer: a program would answer it, and whoever sent a mail on does not wait for one.
    private void callPerson(Tx tx, UUID id, UnansweredReason reason) {
        Conversation now = store.find(tx, id).orElseThrow();
        if (now.status() == ConversationStatus.AI_ACTIVE) {
            store.setStatus(tx, id, ConversationStatus.NEEDS_HUMAN);
            store.setHandoffReason(tx, id, Optional.of(reason.wire()));
            store.prioritize(tx, id, Priority.HIGH);
            outbox.show(tx, now, ConversationStatus.NEEDS_HUMAN);
        }
    }

    /// What the customer said in a voice note is known from now on.
    ///
    /// @param message whose conversation is locked
    void heard(Tx tx, Message message) {
        LockedConversation now =
                Objects.requireNonNull(
                        lock(tx, List.of(message.conversationId())).get(message.conversationId()));
        enqueue(tx, List.of(heard(tx, now, message)), _ -> Optional.empty());
    }

    /// Leaves the conversation to its agent if something in it waits for an answer.
    void ask(Tx tx, UUID id) {
        enqueue(tx, lock(tx, List.of(id)).values(), _ -> Optional.empty());
    }

    private Map<UUID, LockedConversation> lock(Tx tx, Collection<UUID> ids) {
        Map<UUID, LockedConversation> locked = store.lockAll(tx, ids);
        if (!locked.keySet().containsAll(ids)) {
            // deleted at this moment: the caller finds the customer a new conversation
            throw Problem.notFound("conversation").get();
        }
        return locked;
    }

    private LockedConversation opened(Tx tx, LockedConversation now) {
        if (now.status() != ConversationStatus.CLOSED) {
            return now;
        }
        store.setStatus(tx, now.id(), ConversationStatus.AI_ACTIVE);
        store.decide(tx, now.id());
        return now.opened();
    }

    /// How each conversation's messages are admitted: one that is to be answered is enough.
    private static Map<UUID, Admission> admissions(List<InboundMessage> messages) {
        return messages.stream()
                .collect(
                        Collectors.toMap(
                                InboundMessage::conversation,
                                InboundMessage::admission,
                                BinaryOperator.minBy(Comparator.naturalOrder())));
    }

    private void answer(Tx tx, List<LockedConversation> changed, Map<UUID, Admission> admissions) {
        List<LockedConversation> waiting =
                changed.stream()
                        .filter(LockedConversation::isForAgent)
                        .filter(now -> admissions.get(now.id()) != Admission.STORE_ONLY)
                        .toList();
        Set<UUID> limited =
                rateLimiter.limit(
                        tx, waiting, now -> admissions.get(now.id()) == Admission.RATE_LIMITED);
        enqueue(
                tx,
                waiting.stream().filter(now -> !limited.contains(now.id())).toList(),
                now -> window.end(now.channel()));
    }

    /// One job for each conversation, due at its time or when the agent's pause ends.
    private void enqueue(
            Tx tx,
            Collection<LockedConversation> conversations,
            Function<LockedConversation, Optional<Instant>> due) {
        jobs.enqueueAll(
                tx,
                conversations.stream()
                        .filter(LockedConversation::isForAgent)
                        .map(now -> job(now.id(), later(due.apply(now), endOfPause(now))))
                        .toList());
    }

    private static JobRequest job(UUID conversation, Optional<Instant> due) {
        JobRequest job =
                JobRequest.of(Conversations.ANSWER)
                        .about(conversation)
                        .with(
                                Map.of(
                                        "conversation_id",
                                        conversation.toString(),
                                        "message_id",
                                        UuidV7.next().toString()));
        return due.map(job::dueAt).orElse(job);
    }

    private static Optional<Instant> endOfPause(LockedConversation now) {
        return now.pausedUntil()
                .filter(until -> until.isAfter(Instant.now()))
                .map(until -> until.plus(CLOCKS_DIFFER));
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).max(Comparator.naturalOrder());
    }

    /// Staff who work elsewhere see what customers write, too.
    private Map<UUID, PreparedMessage> copies(Tx tx, List<InboundMessage> messages) {
        Map<UUID, PreparedMessage> copies = new HashMap<>();
        if (outbox.mirrors()) {
            for (InboundMessage message : messages) {
                store.find(tx, message.conversation())
                        .map(now -> outbox.prepare(tx, now, MessageDraft.of(message)))
                        .ifPresent(copy -> copies.put(message.id(), copy));
            }
        }
        return copies;
    }

    private void storeCopy(Tx tx, Message message, Map<UUID, PreparedMessage> copies) {
        PreparedMessage copy = copies.get(message.id());
        if (copy != null) {
            store.find(tx, message.conversationId()).ifPresent(now -> copy.store(tx, now, message));
        }
    }
}
