package handcar.channel.inbound;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Echo;
import handcar.channel.InboundEvent.IdPair;
import handcar.channel.InboundEvent.NumberChange;
import handcar.channel.InboundEvent.Sender;
import handcar.channel.PersonIds;
import handcar.channel.inbound.ThreadStore.KnownThread;
import handcar.chat.Conversations;
import handcar.chat.NewContact;
import handcar.chat.NewConversation;
import handcar.db.Db;
import handcar.db.Tx;

/// Which conversation belongs to a thread at a provider. A thread is known by channel, our account and the provider's id, so that
/// two accounts never share one; a person whom the provider shows with two ids has one thread and one conversation.
final class ThreadMap {
    private final Conversations conversations;
    private final BiConsumer<Tx, ThreadMessage> onNewThread;
    private final PersonJoin persons;

    /// The identity of a thread.
    record Key(String channel, String account, String thread) {
        Key in(String otherThread) {
            return new Key(channel, account, otherThread);
        }
    }

    /// Something said in a thread.
    ///
    /// @param with the customer
    /// @param at when the customer wrote; empty for a colleague's word
    record ThreadMessage(
            Key key,
            ChannelAccount account,
            Sender with,
            Map<String, Object> address,
            Optional<String> subject,
            Optional<Instant> at) {
        static ThreadMessage of(ChannelAccount account, CustomerMessage message) {
            return new ThreadMessage(
                    new Key(account.kind(), message.account(), message.thread()),
                    account,
                    message.from(),
                    message.address(),
                    message.subject(),
                    Optional.of(message.at()));
        }

        static ThreadMessage of(ChannelAccount account, Echo echo) {
            return new ThreadMessage(
                    new Key(account.kind(), echo.account(), echo.thread()),
                    account,
                    echo.to(),
                    echo.address(),
                    Optional.empty(),
                    Optional.empty());
        }

        /// Under which names the thread may be known.
        List<Key> keys() {
            return Stream.concat(Stream.of(key.thread()), with.ids().all().stream())
                    .distinct()
                    .map(key::in)
                    .toList();
        }

        /// The same without a word of the customer's to reply to.
        ThreadMessage unheard() {
            return new ThreadMessage(key, account, with, address, subject, Optional.empty());
        }

        List<String> person() {
            return List.of(key.channel(), key.account(), with.id());
        }

        /// The same person under the id that stays with them, because their number was somebody else's.
        ThreadMessage underLastingId() {
            return with.ids().lasting().map(id -> as(id, id, with.ids())).orElse(this);
        }

        /// The same message of a person who is known by these ids.
        ThreadMessage as(String id, String thread, PersonIds ids) {
            Sender who =
                    new Sender(id, ids, with.name(), with.phone(), with.email(), with.attributes());
            return new ThreadMessage(key.in(thread), account, who, address, subject, at);
        }
    }

    /// The threads of some messages.
    ///
    /// @param changed the threads to touch once their conversations are locked, each with its last message
    record Resolution(
            Map<ThreadMessage, KnownThread> threads, Map<KnownThread, ThreadMessage> changed) {
        UUID conversation(ThreadMessage message) {
            return Objects.requireNonNull(threads.get(message), "every thread was resolved")
                    .conversation();
        }
    }

    private static final Comparator<ThreadMessage> ORDER =
            Comparator.comparing(each -> each.key().toString());

    /// @param onNewThread called with the first message of each new thread, in the transaction that begins it
    ThreadMap(Conversations conversations, BiConsumer<Tx, ThreadMessage> onNewThread) {
        this.conversations = conversations;
        this.onNewThread = onNewThread;
        this.persons = new PersonJoin(conversations);
    }

    /// The thread under this name, if there is one.
    Optional<KnownThread> find(Db tx, Key key) {
        return Optional.ofNullable(ThreadStore.known(tx, List.of(key)).get(key));
    }

    /// Finds or begins the conversation of each message.
    ///
    /// @param messages the last message of each person in each thread
    Resolution resolve(Tx tx, Collection<ThreadMessage> messages) {
        Map<Key, KnownThread> known = ThreadStore.known(tx, keys(messages));
        Map<ThreadMessage, KnownThread> resolved = new LinkedHashMap<>();
        List<ThreadMessage> missing = new ArrayList<>();
        for (ThreadMessage each : messages) {
            PersonJoin.settled(known, each)
                    .ifPresentOrElse(thread -> resolved.put(each, thread), () -> missing.add(each));
        }
        Set<ThreadMessage> begun =
                missing.isEmpty() ? Set.of() : beginMissing(tx, missing, resolved);
        if (begun.size() < missing.size()) {
            // what was found before may have become part of another conversation
            Map<Key, KnownThread> joined = ThreadStore.known(tx, keys(messages));
            resolved.replaceAll((each, thread) -> joined.getOrDefault(each.key(), thread));
        }
        Map<KnownThread, ThreadMessage> changed = new LinkedHashMap<>();
        resolved.forEach(
                (each, thread) -> {
                    if (begun.contains(each) || !thread.isUpToDate(each)) {
                        changed.put(thread, each);
                    }
                    if (!begun.contains(each) && !thread.knows(each.with())) {
                        conversations.learn(tx, thread.contact(), contact(each.with()));
                    }
                });
        return new Resolution(resolved, changed);
    }

    private static List<Key> keys(Collection<ThreadMessage> messages) {
        return messages.stream().flatMap(each -> each.keys().stream()).distinct().toList();
    }

    /// Looks at the ids that were shown together, too, before anybody is new.
    ///
    /// @return those whose threads began
    private Set<ThreadMessage> beginMissing(
            Tx tx, List<ThreadMessage> missing, Map<ThreadMessage, KnownThread> resolved) {
        Map<ThreadMessage, ThreadMessage> completed = IdPairStore.completed(tx, missing);
        Map<ThreadMessage, KnownThread> found = new HashMap<>();
        Set<ThreadMessage> begun = begin(tx, new ArrayList<>(completed.values()), found);
        completed.forEach(
                (each, whole) ->
                        resolved.put(each, Objects.requireNonNull(found.get(whole), "resolved")));
        return completed.keySet().stream()
                .filter(each -> begun.contains(completed.get(each)))
                .collect(Collectors.toSet());
    }

    /// Other transactions may begin the same threads at this moment: each waits for the others, in one order, and looks again.
    ///
    /// @return those whose threads began
    private Set<ThreadMessage> begin(
            Tx tx, List<ThreadMessage> missing, Map<ThreadMessage, KnownThread> resolved) {
        missing.sort(ORDER);
        ThreadStore.lock(tx, keys(missing).stream().sorted(PersonJoin.BY_NAME).toList());
        Set<ThreadMessage> begun = new HashSet<>();
        List<ThreadMessage> rest = missing;
        while (!rest.isEmpty()) {
            // one person may begin several threads at once (Chatwoot, mail), but the contacts of
            // one statement must differ; two messages may show one person under different ids; and
            // what is joined in this round is not in what was known before it
            Set<Object> taken = new HashSet<>();
            List<ThreadMessage> first = new ArrayList<>();
            List<ThreadMessage> later = new ArrayList<>();
            Map<Key, KnownThread> known = ThreadStore.known(tx, keys(rest));
            for (ThreadMessage each : rest) {
                if (!Collections.disjoint(taken, each.keys()) || taken.contains(each.person())) {
                    later.add(each);
                    continue;
                }
                taken.addAll(each.keys());
                taken.add(each.person());
                if (each.keys().stream().noneMatch(known::containsKey)) {
                    first.add(each);
                    begun.add(each);
                } else {
                    persons.join(tx, each)
                            .ifPresentOrElse(
                                    thread -> resolved.put(each, thread),
                                    () -> {
                                        beginAll(
                                                tx,
                                                List.of(each),
                                                ThreadMessage::underLastingId,
                                                resolved);
                                        begun.add(each);
                                    });
                }
            }
            beginAll(tx, first, UnaryOperator.identity(), resolved);
            rest = later;
        }
        return begun;
    }

    private void beginAll(
            Tx tx,
            List<ThreadMessage> first,
            UnaryOperator<ThreadMessage> named,
            Map<ThreadMessage, KnownThread> resolved) {
        if (first.isEmpty()) {
            return;
        }
        List<ThreadMessage> begun = first.stream().map(named).toList();
        List<UUID> ids = conversations.open(tx, begun.stream().map(ThreadMap::opened).toList());
        ThreadStore.add(tx, begun, ids);
        Map<Key, KnownThread> known = ThreadStore.known(tx, keys(begun));
        for (int i = 0; i < begun.size(); i++) {
            ThreadMessage each = begun.get(i);
            KnownThread thread = Objects.requireNonNull(known.get(each.key()), "it was added");
            persons.link(tx, thread, each.key(), each.with().ids());
            resolved.put(first.get(i), thread);
            onNewThread.accept(tx, each);
        }
    }

    private static NewConversation opened(ThreadMessage first) {
        return new NewConversation(
                first.key().channel(),
                first.key().account(),
                first.account().agent(),
                contact(first.with()),
                first.subject(),
                Optional.empty());
    }

    private static NewContact contact(Sender from) {
        return new NewContact(
                Optional.of(from.id()),
                Optional.empty(),
                from.name(),
                from.email(),
                from.phone(),
                from.attributes());
    }

    /// Joins the ids that were shown together; empty when nobody has one of them, or all is known.
    Optional<KnownThread> meet(Tx tx, ChannelAccount account, IdPair shown) {
        return persons.meet(tx, account, shown);
    }

    /// Stores how a reply to the last messages is sent: through which account, to which address, and until when free text is
    /// allowed.
    void touch(Db tx, Map<KnownThread, ThreadMessage> last) {
        if (!last.isEmpty()) {
            ThreadStore.touch(tx, List.copyOf(last.keySet()), List.copyOf(last.values()));
        }
    }

    /// Gives a person their new number; empty when we do not know the person, or know it already.
    Optional<KnownThread> changeNumber(Tx tx, ChannelAccount account, NumberChange change) {
        Key key = new Key(account.kind(), change.account(), change.thread());
        List<String> ids =
                Stream.of(change.from(), change.to())
                        .map(PersonIds::all)
                        .flatMap(List::stream)
                        .distinct()
                        .toList();
        ThreadStore.lock(tx, ids.stream().map(key::in).sorted(PersonJoin.BY_NAME).toList());
        return persons.changeNumber(tx, key, change)
                .map(
                        thread -> {
                            conversations.learn(tx, thread.contact(), phone(change.to()));
                            return thread;
                        });
    }

    private static NewContact phone(PersonIds ids) {
        return contact(
                new Sender(
                        "",
                        Optional.empty(),
                        ids.number().map("+"::concat),
                        Optional.empty(),
                        Map.of()));
    }
}
