package handcar.channel.inbound;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent.IdPair;
import handcar.channel.InboundEvent.NumberChange;
import handcar.channel.InboundEvent.Sender;
import handcar.channel.PersonIds;
import handcar.channel.inbound.ThreadMap.ThreadMessage;
import handcar.channel.inbound.ThreadStore.KnownThread;
import handcar.chat.Conversations;
import handcar.db.Db;
import handcar.db.Tx;

/// One person, one contact: ids that one payload of a provider shows for one person are joined, and nothing else is. A number
/// that appears beside another lasting id has a new owner: it moves, and the histories stay apart.
record PersonJoin(Conversations conversations) {
    static final Comparator<ThreadMap.Key> BY_NAME = Comparator.comparing(ThreadMap.Key::toString);

    /// The thread of a message about which nothing new is to be learnt; empty when it is unknown or shows ids that are not joined
    /// yet.
    static Optional<KnownThread> settled(
            Map<ThreadMap.Key, KnownThread> known, ThreadMessage message) {
        Set<KnownThread> found = new HashSet<>();
        message.keys().forEach(key -> found.add(known.get(key)));
        boolean joined =
                message.keys().size() == 1 || found.stream().allMatch(PersonJoin::isLinked);
        Set<UUID> conversations =
                found.stream()
                        .filter(Objects::nonNull)
                        .map(KnownThread::conversation)
                        .collect(Collectors.toSet());
        return joined && conversations.size() == 1
                ? Optional.ofNullable(known.get(message.keys().getFirst()))
                : Optional.empty();
    }

    private static boolean isLinked(KnownThread thread) {
        return thread != null && thread.linked();
    }

    /// Joins the ids of a message, of which at least one is known. Empty when its number is known as another person's, so that
    /// the sender is new.
    Optional<KnownThread> join(Tx tx, ThreadMessage message) {
        PersonIds ids = message.with().ids();
        Optional<KnownThread> byLasting = find(tx, message.key(), ids.lasting());
        Optional<KnownThread> byNumber =
                find(tx, message.key(), ids.number())
                        .filter(known -> ids.lasting().filter(known::isOfOtherThan).isEmpty());
        if (!ids.isPair()) {
            return find(tx, message.key(), Optional.of(message.key().thread()));
        }
        if (byLasting.isEmpty() && byNumber.isEmpty()) {
            return Optional.empty();
        }
        KnownThread thread = merged(tx, message.key(), byLasting, byNumber);
        link(tx, thread, message.key(), ids);
        return find(tx, message.key(), Optional.of(thread.thread()));
    }

    /// Joins ids that were shown together without a message; empty when nobody has one of them, or all is known.
    Optional<KnownThread> meet(Tx tx, ChannelAccount account, IdPair shown) {
        String id = shown.ids().all().getFirst();
        ThreadMessage person =
                new ThreadMessage(
                        new ThreadMap.Key(account.kind(), shown.account(), id),
                        account,
                        new Sender(
                                id,
                                shown.ids(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of()),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty());
        Map<ThreadMap.Key, KnownThread> known = ThreadStore.known(tx, person.keys());
        if (known.isEmpty() || settled(known, person).isPresent()) {
            return Optional.empty();
        }
        ThreadStore.lock(tx, person.keys().stream().sorted(BY_NAME).toList());
        return join(tx, person);
    }

    private KnownThread merged(
            Tx tx, ThreadMap.Key key, Optional<KnownThread> one, Optional<KnownThread> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other).orElseThrow();
        }
        return merged(tx, key, one.get(), other.get());
    }

    /// The older conversation goes on.
    private KnownThread merged(Tx tx, ThreadMap.Key key, KnownThread one, KnownThread other) {
        if (one.conversation().equals(other.conversation())) {
            return one;
        }
        boolean inOrder =
                one.conversation().toString().compareTo(other.conversation().toString()) < 0;
        KnownThread into = inOrder ? one : other;
        KnownThread from = inOrder ? other : one;
        conversations.merge().hold(tx, into.conversation(), from.conversation());
        ThreadStore.merge(tx, key.in(into.thread()), from, into.conversation());
        if (!into.contact().equals(from.contact())) {
            tx.named("channel.move-ids")
                    .with("from", from.contact())
                    .with("into", into.contact())
                    .change();
            ThreadStore.link(
                    tx,
                    key,
                    new PersonIds(Optional.empty(), Optional.of(from.thread())),
                    into.contact());
        }
        conversations.merge().join(tx, into.conversation(), from.conversation());
        return into;
    }

    /// Remembers that the ids are of the thread's contact.
    void link(Tx tx, KnownThread thread, ThreadMap.Key key, PersonIds ids) {
        if (ids.isPair()) {
            ThreadStore.link(tx, key, ids, thread.contact());
        }
    }

    /// Gives a known person a new number, and the lasting id that came with it. Empty when the person is unknown or has it.
    Optional<KnownThread> changeNumber(Tx tx, ThreadMap.Key key, NumberChange change) {
        Optional<KnownThread> before =
                find(tx, key, change.from().lasting())
                        .or(() -> find(tx, key, change.from().number()));
        if (before.isEmpty()) {
            return Optional.empty();
        }
        Optional<KnownThread> after =
                find(tx, key, change.to().lasting()).or(() -> find(tx, key, change.to().number()));
        boolean known =
                after.filter(now -> now.linked() && now.contact().equals(before.get().contact()))
                        .isPresent();
        if (known) {
            return Optional.empty();
        }
        KnownThread thread = merged(tx, key, before, after);
        ThreadStore.link(tx, key, change.from(), thread.contact());
        ThreadStore.link(tx, key, change.to(), thread.contact());
        Map<String, Object> address = new HashMap<>();
        change.to().number().ifPresent(number -> address.put("to", number));
        change.to().lasting().ifPresent(id -> address.put("recipient", id));
        ThreadStore.readdress(tx, key.in(thread.thread()), address);
        return Optional.of(thread);
    }

    private static Optional<KnownThread> find(Db tx, ThreadMap.Key key, Optional<String> id) {
        return id.map(key::in).map(named -> ThreadStore.known(tx, List.of(named)).get(named));
    }
}
