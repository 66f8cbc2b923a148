package handcar.inbox;

import module java.base;

import handcar.auth.Auth;
import handcar.chat.ChatTopics;
import handcar.chat.Conversations;
import handcar.config.Logging;
import handcar.http.stream.EventSink;
import handcar.http.stream.StreamEvent;
import handcar.http.stream.StreamRequest;
import handcar.jobs.NotificationBus;
import handcar.problem.Problem;
import handcar.time.OnDemandThread;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// The event stream of the inbox: `conversation` with the whole conversation, `message` with a new message or note,
/// `document` with a document's progress, `presence` with who of staff looks at a conversation or types in it. It does not replay:
/// after a gap it sends `reload`, and a client that reconnects loads its lists again.
public final class InboxStream implements AutoCloseable {
    /// Notifications that may wait; beyond it clients are told to reload.
    private static final int CAPACITY = 1_000;

    private static final String DOCUMENTS = "rag";

    /// How long an authentication check is used before the database is asked again.
    private static final Duration CHECK_VALID = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(InboxStream.class.getName());

    private final Auth auth;
    private final Conversations conversations;
    private final Function<UUID, Optional<Map<String, Object>>> document;
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> topics = new LinkedBlockingQueue<>(CAPACITY);
    private final NotificationBus.Subscription chat;
    private final NotificationBus.Subscription rag;
    private final NotificationBus.Subscription presence;
    private final OnDemandThread sender = new OnDemandThread("inbox", this::sendNext);

    /// @param document the JSON of a document, if it still exists
    public InboxStream(
            Auth auth,
            NotificationBus notifications,
            Conversations conversations,
            Function<UUID, Optional<Map<String, Object>>> document) {
        this.auth = auth;
        this.conversations = conversations;
        this.document = document;
        this.chat = notifications.on(ChatTopics.FAMILY, this::notified);
        this.rag = notifications.on(DOCUMENTS, this::notified);
        this.presence = notifications.on(Presence.FAMILY, this::notified);
    }

    /// The stream of one member of staff.
    Consumer<EventSink> listen(StreamRequest call) {
        auth.staff(call);
        return sink -> {
            Listener listener = new Listener(sink, call);
            listeners.add(listener);
            sink.onClose(() -> listeners.remove(listener));
        };
    }

    private void notified(String topic) {
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
                broadcast("reload", Map.of());
            } else if (topic.startsWith(Presence.FAMILY + ":")) {
                Presence.json(topic).ifPresent(who -> broadcast("presence", who));
            } else if (topic.startsWith(DOCUMENTS + ":")) {
                UUID id = UUID.fromString(topic.substring(DOCUMENTS.length() + 1));
                document.apply(id).ifPresent(found -> broadcast("document", found));
            } else {
                ChatTopics.message(topic)
                        .flatMap(conversations::findMessage)
                        .ifPresent(message -> broadcast("message", message.staffJson()));
                ChatTopics.conversation(topic)
                        .map(conversations::get)
                        .ifPresent(now -> broadcast("conversation", now.json()));
            }
        } catch (Problem.NotFound _) {
            // deleted meanwhile
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "inbox.event_failed topic=" + topic + " error=" + Logging.quoted(e));
            broadcast("reload", Map.of());
        }
    }

    private void broadcast(String event, Map<String, ?> data) {
        StreamEvent text = StreamEvent.of(OptionalLong.empty(), event, data);
        for (Listener listener : listeners) {
            if (listener.isAuthorized()) {
                listener.sink.offer(text);
            } else {
                listener.sink.close();
            }
        }
    }

    /// A client and the request it authenticated with. A stream lasts for days, but whoever logged out, was disabled or lost
    /// their key receives nothing more.
    private final class Listener {
        private final EventSink sink;
        private final StreamRequest call;
        private long checkedAt = System.nanoTime();

        Listener(EventSink sink, StreamRequest call) {
            this.sink = sink;
            this.call = call;
        }

        boolean isAuthorized() {
            if (System.nanoTime() - checkedAt < CHECK_VALID.toNanos()) {
                return true;
            }
            try {
                auth.staff(call);
                checkedAt = System.nanoTime();
                return true;
            } catch (RuntimeException e) {
                // also when the database does not answer: the client reconnects and authenticates
                // again
                LOG.log(Level.DEBUG, "inbox.stream_ended reason=" + Logging.quoted(e));
                return false;
            }
        }
    }

    @Override
    public void close() {
        chat.stop();
        rag.stop();
        presence.stop();
        sender.close();
    }
}
