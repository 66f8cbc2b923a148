package handcar.chat.live;

import module java.base;

import handcar.chat.ConversationEvent;
import handcar.http.stream.StreamEvent;

/// The subscribers to one conversation in this process, and the answer being written in it.
///
/// Stored events are read by [LiveEventReader] alone, so they are handed over in the order they were read. The lock is only
/// held for a moment, so nobody who writes or notifies waits for the database.
final class ConversationSubscribers {
    private final UUID conversation;
    private final LiveStore store;
    private final LiveEventReader reader;
    private final Consumer<ConversationSubscribers> onEmpty;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Subscriber> subscribers = new ArrayList<>(1);
    private Optional<StreamingAnswer> answer = Optional.empty();
    private boolean abandoned;

    ConversationSubscribers(
            UUID conversation,
            LiveStore store,
            LiveEventReader reader,
            Consumer<ConversationSubscribers> onEmpty) {
        this.conversation = conversation;
        this.store = store;
        this.reader = reader;
        this.onEmpty = onEmpty;
    }

    UUID conversation() {
        return conversation;
    }

    int size() {
        return locked(subscribers::size);
    }

    /// Adds a client who has caught up except for the last moment, which the next read brings. False when this object was
    /// abandoned because everybody had left.
    boolean add(Subscriber subscriber) {
        boolean inProgress = isAnswerInProgress();
        boolean added = locked(() -> added(subscriber, inProgress));
        if (added) {
            // runs at once for a client who has gone meanwhile
            subscriber.onLeave(() -> remove(subscriber));
            wake();
        }
        return added;
    }

    private boolean isAnswerInProgress() {
        Optional<StreamingAnswer> now = locked(() -> answer);
        return now.isPresent() && mayShow(now.get().message());
    }

    private boolean added(Subscriber subscriber, boolean answerInProgress) {
        if (abandoned) {
            return false;
        }
        subscribers.add(subscriber);
        if (answerInProgress) {
            answer.filter(now -> !now.isSilent()).ifPresent(now -> now.showSoFar(subscriber));
        } else {
            answer.ifPresent(StreamingAnswer::silence);
        }
        return true;
    }

    private void remove(Subscriber subscriber) {
        locked(
                () -> {
                    subscribers.remove(subscriber);
                    return abandonIfEmpty();
                });
    }

    private boolean abandonIfEmpty() {
        if (subscribers.isEmpty() && answer.isEmpty()) {
            abandoned = true;
            onEmpty.accept(this);
        }
        return abandoned;
    }

    /// Something may have been stored; never waits.
    void wake() {
        reader.request(this);
    }

    /// The last event that all subscribers have seen; empty when there is none.
    OptionalLong seen() {
        return locked(() -> subscribers.stream().mapToLong(Subscriber::last).min());
    }

    /// Hands over the events stored after `after`. A client who came meanwhile and has not seen even that event waits for
    /// the next read.
    void receive(long after, List<ConversationEvent> events) {
        if (!events.isEmpty()) {
            locked(() -> received(after, events));
        }
    }

    private boolean received(long after, List<ConversationEvent> events) {
        long last = events.getLast().seq();
        List<Subscriber> behind =
                subscribers.stream()
                        .filter(each -> each.last() >= after && each.last() < last)
                        .toList();
        for (ConversationEvent event : events) {
            StreamEvent text = event.text();
            behind.forEach(subscriber -> subscriber.show(event.seq(), text));
            answer.filter(now -> event.takesTheBotOff() || event.isMessage(now.message()))
                    .ifPresent(StreamingAnswer::silence);
        }
        return true;
    }

    /// Shows a transient event.
    void show(String name, Map<String, ?> data) {
        locked(
                () -> {
                    StreamEvent event = StreamEvent.of(OptionalLong.empty(), name, data);
                    everybody().forEach(subscriber -> subscriber.show(event));
                    return true;
                });
    }

    /// A piece written in this process; `begins` starts the answer anew. False when this object was abandoned.
    boolean write(UUID message, boolean begins, String text, StreamingAnswer.Forward forward) {
        return write(message, begins, text, forward, _ -> true);
    }

    /// A piece written in another process, at its place in the answer. It is dropped when what comes before it is missing.
    boolean writeElsewhere(UUID message, int at, String text) {
        return write(message, at == 0, text, (_, _) -> {}, now -> now.length() == at);
    }

    private boolean write(
            UUID message,
            boolean begins,
            String text,
            StreamingAnswer.Forward forward,
            Predicate<StreamingAnswer> fits) {
        return locked(
                () -> {
                    if (abandoned) {
                        return false;
                    }
                    if (begins) {
                        begin(new StreamingAnswer(conversation, message, this, forward));
                    }
                    answer.filter(now -> now.isAbout(message))
                            .filter(fits)
                            .ifPresent(now -> now.add(text));
                    boolean _ = abandonIfEmpty();
                    return true;
                });
    }

    private void begin(StreamingAnswer fresh) {
        answer.ifPresent(StreamingAnswer::silence);
        answer = Optional.of(fresh);
        everybody().forEach(Subscriber::beginAnswer);
    }

    /// The message is stored: its pieces are no longer of interest.
    void stored(UUID message) {
        locked(() -> end(now -> now.isAbout(message)));
    }

    /// Drops an answer whose run died and was never resumed.
    void dropAbandonedAnswer() {
        locked(() -> end(StreamingAnswer::isOld));
    }

    private boolean end(Predicate<StreamingAnswer> which) {
        answer.filter(which)
                .ifPresent(
                        now -> {
                            now.silence();
                            answer = Optional.empty();
                        });
        return abandonIfEmpty();
    }

    /// Shows a piece to everybody; false when the answer has ended or was taken from the agent.
    boolean show(StreamingAnswer from, String piece) {
        return locked(
                () -> {
                    if (from.isSilent()) {
                        return false;
                    }
                    everybody().forEach(subscriber -> subscriber.show(from.message(), piece));
                    return true;
                });
    }

    boolean mayShow(UUID message) {
        return store.mayWrite(conversation, message);
    }

    /// A copy, because a client that turns out to be gone is removed while we go through the list.
    private List<Subscriber> everybody() {
        return List.copyOf(subscribers);
    }

    <T> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }
}
