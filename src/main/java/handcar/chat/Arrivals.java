package handcar.chat;

import handcar.db.Columns;
import handcar.db.Tx;
import handcar.work.Bells;
import handcar.work.Jobs;

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
    private final Jobs jobs;
    private final Bells bells;
    private final Outbox outbox;
    private final Limits limits;
    private final Obedience obedience;

    Arrivals(
            ChatStore store,
            Jobs jobs,
            Bells bells,
            Outbox outbox,
            Limits limits,
            Obedience obedience) {
        this.store = store;
        this.jobs = jobs;
        this.bells = bells;
        this.outbox = outbox;
        this.limits = limits;
        this.obedience = obedience;
    }

    /// Keeps what is new, in the given order, and leaves it to the agents; answers the new messages.
    List<Arrived> receive(Tx tx, List<Arrival> arrivals) {
        Map<UUID, Held> held = rows.hold(tx, Columns.whole(arrivals, Arrival::conversation));
        if (!arrivals.stream().map(Arrival::conversation).allMatch(held::containsKey)) {
            throw Voice.missing(); // erased in this moment: the caller finds the person a new one
        }
        List<Arrived> fresh = rows.append(tx, arrivals);
        if (fresh.isEmpty()) {
            return fresh;
        }
        Set<UUID> spokenIn = fresh.stream().map(Arrived::conversation).collect(Collectors.toSet());
        held.values().stream()
                .filter(now -> now.status() == Status.CLOSED && spokenIn.contains(now.id()))
                .forEach(now -> store.become(tx, now.id(), Status.AI_ACTIVE));
        ask(tx, held, arrivals, asking(tx, held, fresh));
        mirror(tx, fresh);
        fresh.forEach(message -> bells.ring(tx, Topics.said(message.conversation(), message.id())));
        return fresh;
    }

    /// The conversations in which something was said that is to be answered; the last words count.
    private Set<UUID> asking(Tx tx, Map<UUID, Held> held, List<Arrived> fresh) {
        Set<UUID> asking = new HashSet<>();
        for (Arrived message : fresh) {
            Held now = held.get(message.conversation());
            if (now != null
                    && obedience.obey(
                            tx, now.agent(), now.id(), message.seq(), message.content())) {
                asking.remove(now.id());
            } else {
                asking.add(message.conversation());
            }
        }
        return asking;
    }

    /// One job for each conversation, due when the customer has had time to say more.
    private void ask(Tx tx, Map<UUID, Held> held, List<Arrival> arrivals, Set<UUID> spokenIn) {
        Map<Held, Duration> wanting = new LinkedHashMap<>();
        for (Arrival arrival : arrivals) {
            Held now = held.get(arrival.conversation());
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
                                        Intake.answering(each.getKey().id())
                                                .dueAt(
                                                        each.getKey()
                                                                .speaksAt(
                                                                        now.plus(each.getValue()))))
                        .toList());
    }

    private static String[] contacts(Set<Held> conversations) {
        return conversations.stream()
                .map(now -> now.contact().toString())
                .distinct()
                .toArray(String[]::new);
    }

    private void mirror(Tx tx, List<Arrived> fresh) {
        if (outbox.mirrors()) {
            for (Arrived message : fresh) {
                store.find(tx, message.conversation())
                        .ifPresent(
                                now ->
                                        store.message(tx, message.id())
                                                .ifPresent(kept -> outbox.post(tx, now, kept)));
            }
        }
    }
}
