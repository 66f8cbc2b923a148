package handcar.chat;

import handcar.db.ColumnArrays;
import handcar.db.Tx;
import handcar.jobs.JobQueue;
import handcar.jobs.NotificationBus;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Many customers' messages at once, in as many statements as one needs. Conversations are held in the order of their ids,
/// so that two batches never wait for each other in a circle.
final class Arrivals {
    private final ChatStore store;
    private final ArrivalStore rows = new ArrivalStore();
    private final JobQueue jobs;
    private final NotificationBus notifications;
    private final Outbox outbox;
    private final MessageLimits limits;
    private final OptOutHandler optOuts;

    Arrivals(
            ChatStore store,
            JobQueue jobs,
            NotificationBus notifications,
            Outbox outbox,
            MessageLimits limits,
            OptOutHandler optOuts) {
        this.store = store;
        this.jobs = jobs;
        this.notifications = notifications;
        this.outbox = outbox;
        this.limits = limits;
        this.optOuts = optOuts;
    }

    /// Keeps what is new, in the given order, and leaves it to the agents; answers the new messages.
    List<StoredMessage> receive(Tx tx, List<InboundMessage> arrivals) {
        Map<UUID, LockedConversation> held =
                rows.hold(tx, ColumnArrays.whole(arrivals, InboundMessage::conversation));
        if (!arrivals.stream().map(InboundMessage::conversation).allMatch(held::containsKey)) {
            throw MessageWriter
                    .missing(); // erased in this moment: the caller finds the person a new one
        }
        List<StoredMessage> fresh = rows.append(tx, arrivals);
        if (fresh.isEmpty()) {
            return fresh;
        }
        Set<UUID> spokenIn =
                fresh.stream().map(StoredMessage::conversation).collect(Collectors.toSet());
        held.values().stream()
                .filter(
                        now ->
                                now.status() == ConversationStatus.CLOSED
                                        && spokenIn.contains(now.id()))
                .forEach(now -> store.become(tx, now.id(), ConversationStatus.AI_ACTIVE));
        ask(tx, held, arrivals, asking(tx, held, fresh));
        mirror(tx, fresh);
        fresh.forEach(
                message ->
                        notifications.ring(
                                tx, ChatTopics.said(message.conversation(), message.id())));
        return fresh;
    }

    /// The conversations in which something was said that is to be answered; the last words count.
    private Set<UUID> asking(Tx tx, Map<UUID, LockedConversation> held, List<StoredMessage> fresh) {
        Set<UUID> asking = new HashSet<>();
        for (StoredMessage message : fresh) {
            LockedConversation now = held.get(message.conversation());
            if (now != null
                    && optOuts.obey(tx, now.agent(), now.id(), message.seq(), message.content())) {
                asking.remove(now.id());
            } else {
                asking.add(message.conversation());
            }
        }
        return asking;
    }

    /// One job for each conversation, due when the customer has had time to say more.
    private void ask(
            Tx tx,
            Map<UUID, LockedConversation> held,
            List<InboundMessage> arrivals,
            Set<UUID> spokenIn) {
        Map<LockedConversation, Duration> wanting = new LinkedHashMap<>();
        for (InboundMessage arrival : arrivals) {
            LockedConversation now = held.get(arrival.conversation());
            if (now != null
                    && arrival.answering()
                    && spokenIn.contains(now.id())
                    && now.mayBeAsked()) {
                wanting.put(now, arrival.window());
            }
        }
        if (wanting.isEmpty()) {
            return;
        }
        Set<UUID> loud = rows.loud(tx, contacts(wanting.keySet()), limits);
        Instant now = Instant.now();
        jobs.enqueueAll(
                tx,
                wanting.entrySet().stream()
                        .filter(each -> !loud.contains(each.getKey().contact()))
                        .map(
                                each ->
                                        MessageIntake.answering(each.getKey().id())
                                                .dueAt(
                                                        each.getKey()
                                                                .speaksAt(
                                                                        now.plus(each.getValue()))))
                        .toList());
    }

    private static String[] contacts(Set<LockedConversation> conversations) {
        return conversations.stream()
                .map(now -> now.contact().toString())
                .distinct()
                .toArray(String[]::new);
    }

    private void mirror(Tx tx, List<StoredMessage> fresh) {
        if (outbox.mirrors()) {
            for (StoredMessage message : fresh) {
                store.find(tx, message.conversation())
                        .ifPresent(
                                now ->
                                        store.message(tx, message.id())
                                                .ifPresent(kept -> outbox.post(tx, now, kept)));
            }
        }
    }
}
