package handcar.webhooks;

import module java.base;

/// The event types a subscription can ask for; the triggers of migration 11 write these names.
enum EventType {
    MESSAGE_CREATED("message.created"),
    MESSAGE_UPDATED("message.updated"),
    CONVERSATION_CREATED("conversation.created"),
    CONVERSATION_STATUS_CHANGED("conversation.status_changed"),
    HANDOFF_REQUESTED("handoff.requested"),
    DELIVERY_FAILED("delivery.failed");

    private final String wire;

    EventType(String wire) {
        this.wire = wire;
    }

    String wire() {
        return wire;
    }

    static List<String> all() {
        return Arrays.stream(values()).map(EventType::wire).toList();
    }
}
