package handcar.channel.web;

import module java.base;

import handcar.auth.VisitorAccess;
import handcar.http.stream.EventSink;
import handcar.jobs.NotificationBus;

/// The open streams of visitors, on this replica. When a conversation ends for its visitor, on whatever replica, they are told so
/// and end too.
final class VisitorStreams {
    /// The notifications of the table `visitor_access`: `visit:<conversation>`.
    private static final String FAMILY = "visit";

    private final VisitorAccess access;
    private final Map<UUID, Set<EventSink>> open = new ConcurrentHashMap<>();

    VisitorStreams(VisitorAccess access, NotificationBus notifications) {
        this.access = access;
        // lives as long as the bus
        notifications.on(FAMILY, this::notified);
    }

    /// Ends the stream with the conversation's visit, also when that happened a moment ago.
    void watch(UUID conversation, EventSink sink) {
        open.compute(
                conversation,
                (_, sinks) -> {
                    Set<EventSink> all =
                            Objects.requireNonNullElseGet(sinks, ConcurrentHashMap::newKeySet);
                    all.add(sink);
                    return all;
                });
        sink.onClose(() -> forget(conversation, sink));
        if (!access.isOpen(conversation)) {
            end(sink);
        }
    }

    private void forget(UUID conversation, EventSink sink) {
        open.computeIfPresent(
                conversation,
                (_, sinks) -> {
                    sinks.remove(sink);
                    return sinks;
                });
        // only while nobody else has come: the map compares and removes in one step
        open.remove(conversation, Set.of());
    }

    /// After a gap in listening every stream is checked, on a thread of its own, since that asks the database.
    private void notified(String topic) {
        String detail = topic.substring(FAMILY.length() + 1);
        if (detail.equals("*")) {
            Thread.ofVirtual().name("visits").start(this::endThoseThatEnded);
        } else {
            end(UUID.fromString(detail));
        }
    }

    private void endThoseThatEnded() {
        open.keySet().stream().filter(id -> !access.isOpen(id)).forEach(this::end);
    }

    private void end(UUID conversation) {
        open.getOrDefault(conversation, Set.of()).forEach(VisitorStreams::end);
    }

    private static void end(EventSink sink) {
        sink.offer(OptionalLong.empty(), "status", Map.of("status", "closed"));
        sink.close();
    }
}
