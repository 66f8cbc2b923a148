package handcar.inbox;

import handcar.auth.Auth;
import handcar.chat.ChatTopics;
import handcar.chat.Conversations;
import handcar.http.stream.EventSink;
import handcar.http.stream.StreamEvent;
import handcar.http.stream.StreamRequest;
import handcar.jobs.NotificationBus;
import handcar.problem.Problem;
import handcar.time.OnDemandThread;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/// What staff see change: `conversation` with the whole conversation, `message` with a new message or note, `document` with
/// a document's progress. It tells what is, not what was missed: after a gap it says `reload`, and a client that comes back
/// loads its list again.
public final class InboxStream implements AutoCloseable {
    /// More than staff can follow; then they are told to load their lists again.
    private static final int MOST = 1_000;

    private static final String DOCUMENTS = "rag";

    /// How often the database is asked at most whether a listener is still one of the staff.
    private static final Duration PROOF_LASTS = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(InboxStream.class.getName());

    private final Auth auth;
    private final Conversations conversations;
    private final Function<UUID, Optional<Map<String, Object>>> document;
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> topics = new LinkedBlockingQueue<>(MOST);
    private final NotificationBus.Subscription chat;
    private final NotificationBus.Subscription rag;
    private final OnDemandThread sender = new OnDemandThread("inbox", this::sendNext);

    /// @param document the document as staff see it, if it still exists
    public InboxStream(
            Auth auth,
            NotificationBus notifications,
            Conversations conversations,
            Function<UUID, Optional<Map<String, Object>>> document) {
        this.auth = auth;
        this.conversations = conversations;
        this.document = document;
        this.chat = notifications.on(ChatTopics.FAMILY, this::rung);
        this.rag = notifications.on(DOCUMENTS, this::rung);
    }

    /// The live stream of one member of staff.
    Consumer<EventSink> listen(StreamRequest call) {
        auth.staff(call);
        return sink -> {
            Listener listener = new Listener(sink, call);
            listeners.add(listener);
            sink.onClose(() -> listeners.remove(listener));
        };
    }

    private void rung(String topic) {
        if (!listeners.isEmpty()) {
            if (!topics.offer(topic)) {
                topics.clear();
                boolean _ = topics.offer(ChatTopics.FAMILY + ":*");
            }
            sender.start();
        }
    }

    private boolean sendNext() {
        String topic = topics.poll();
        if (topic == null) {
            return false;
        }
        send(topic);
        return true;
    }

    private void send(String topic) {
        try {
            if (topic.endsWith(":*")) {
                say("reload", Map.of());
            } else if (topic.startsWith(DOCUMENTS + ":")) {
                UUID id = UUID.fromString(topic.substring(DOCUMENTS.length() + 1));
                document.apply(id).ifPresent(found -> say("document", found));
            } else {
                ChatTopics.message(topic)
                        .flatMap(conversations::findMessage)
                        .ifPresent(message -> say("message", message.staffJson()));
                ChatTopics.conversation(topic)
                        .map(conversations::get)
                        .ifPresent(now -> say("conversation", now.json()));
            }
        } catch (Problem.NotFound _) {
            // it was deleted before we looked
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Staff cannot be told of " + topic + ": " + e.getMessage());
            say("reload", Map.of());
        }
    }

    private void say(String event, Map<String, ?> data) {
        StreamEvent text = StreamEvent.of(OptionalLong.empty(), event, data);
        for (Listener listener : listeners) {
            if (listener.mayHear()) {
                listener.sink.offer(text);
            } else {
                listener.sink.close();
            }
        }
    }

    /// Somebody who listens, and what they proved themselves with. A stream lasts for days, but whoever logged out, was
    /// dismissed or lost their key hears nothing more.
    private final class Listener {
        private final EventSink sink;
        private final StreamRequest call;
        private long provenAt = System.nanoTime();

        Listener(EventSink sink, StreamRequest call) {
            this.sink = sink;
            this.call = call;
        }

        boolean mayHear() {
            if (System.nanoTime() - provenAt < PROOF_LASTS.toNanos()) {
                return true;
            }
            try {
                auth.staff(call);
                provenAt = System.nanoTime();
                return true;
            } catch (RuntimeException e) {
                // also when it cannot be asked just now: the client comes back and proves itself
                LOG.log(Level.DEBUG, "A staff stream ends: " + e.getMessage());
                return false;
            }
        }
    }

    @Override
    public void close() {
        chat.stop();
        rag.stop();
        sender.close();
    }
}
