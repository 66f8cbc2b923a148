package handcar.webhooks;

import module java.base;

import handcar.chat.Conversation;
import handcar.chat.Conversations;
import handcar.chat.Message;
import handcar.json.Json;
import handcar.problem.Problem;

/// The bodies of webhooks: `{"type","timestamp","data"}`, with the API's shapes in `data`.
final class WebhookPayloads {
    private static final String DELIVERY_FAILED = "delivery.failed";

    /// The event types a subscription can ask for; the triggers of migration 11, the audit log, the budget and the providers write these names.
    static final List<String> EVENT_TYPES =
            List.of(
                    "message.created",
                    "message.updated",
                    "conversation.created",
                    "conversation.status_changed",
                    "handoff.requested",
                    DELIVERY_FAILED,
                    "audit.head",
                    "budget.spent",
                    "provider.key_refused");

    /// What common proxies accept by default.
    private static final int MOST_BYTES = 200_000;

    private final Conversations conversations;

    WebhookPayloads(Conversations conversations) {
        this.conversations = conversations;
    }

    /// The body of the request; empty when the conversation or message is gone.
    Optional<String> compose(WebhookDeliveries.WebhookEvent event) {
        if (event.conversation().isEmpty()) {
            return Optional.of(envelope(event.type(), event.at(), event.details()));
        }
        Optional<Conversation> conversation = event.conversation().flatMap(this::conversation);
        Optional<Message> message = event.message().flatMap(conversations::findMessage);
        if (conversation.isEmpty() || (event.message().isPresent() && message.isEmpty())) {
            return Optional.empty();
        }
        Map<String, Object> data = new HashMap<>();
        data.put("conversation", conversation.get().json());
        message.ifPresent(said -> data.put("message", said.json()));
        if (event.type().equals(DELIVERY_FAILED)) {
            data.put("delivery", event.details());
        } else {
            data.putAll(event.details());
        }
        String whole = envelope(event.type(), event.at(), data);
        return Optional.of(
                whole.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES ? whole : names(event));
    }

    /// Names the conversation and message instead of including them; the API has the rest.
    private static String names(WebhookDeliveries.WebhookEvent event) {
        Map<String, Object> data = new HashMap<>();
        event.conversation().ifPresent(id -> data.put("conversation", Map.of("id", id.toString())));
        event.message().ifPresent(id -> data.put("message", Map.of("id", id.toString())));
        data.put("truncated", true);
        return envelope(event.type(), event.at(), data);
    }

    static String envelope(String type, Instant at, Map<String, Object> data) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type);
        body.put("timestamp", at.toString());
        body.put("data", data);
        return Json.text(body);
    }

    private Optional<Conversation> conversation(UUID id) {
        try {
            return Optional.of(conversations.get(id));
        } catch (Problem.NotFound _) {
            return Optional.empty();
        }
    }
}
