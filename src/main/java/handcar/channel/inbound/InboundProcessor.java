package handcar.channel.inbound;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.inbound.ThreadMap.Resolution;
import handcar.channel.inbound.ThreadMap.ThreadMessage;
import handcar.chat.Conversations;
import handcar.chat.InboundMessage;
import handcar.chat.InboundMessage.Admission;
import handcar.chat.Message;
import handcar.db.Tx;
import handcar.http.RateLimiter;

/// Turns inbound events into chat operations. An event that comes again does nothing again.
record InboundProcessor(
        Conversations conversations,
        ThreadMap threads,
        NonMessageEvents nonMessageEvents,
        OutOfOrderEvents outOfOrderEvents,
        RateLimiter perAccount) {
    /// Applies the events, messages first. Returns the effect of each event, in the order of the events.
    List<EventEffect> process(Tx tx, List<ReceivedWebhook> webhooks) {
        Map<InboundEvent, EventEffect> stored =
                store(tx, webhooks.stream().flatMap(InboundProcessor::messages).toList());
        List<EventEffect> effects = new ArrayList<>();
        for (ReceivedWebhook webhook : webhooks) {
            for (InboundEvent event : webhook.events()) {
                effects.add(
                        stored.containsKey(event)
                                ? stored.get(event)
                                : nonMessageEvents.apply(tx, webhook.account().kind(), event));
            }
        }
        return effects;
    }

    private static Stream<ThreadMessage> messages(ReceivedWebhook webhook) {
        return webhook.events().stream()
                .filter(CustomerMessage.class::isInstance)
                .map(event -> new ThreadMessage(webhook.account(), (CustomerMessage) event));
    }

    private Map<InboundEvent, EventEffect> store(Tx tx, List<ThreadMessage> messages) {
        if (messages.isEmpty()) {
            return Map.of();
        }
        Map<ThreadMap.Key, ThreadMessage> last = new LinkedHashMap<>();
        messages.forEach(message -> last.put(message.key(), message));
        Resolution threadsOf = threads.resolve(tx, List.copyOf(last.values()));
        Map<String, UUID> fresh = new HashMap<>();
        for (Message message : conversations.receive(tx, inbound(messages, threadsOf))) {
            fresh.put(message.conversationId() + message.name().orElseThrow(), message.id());
        }
        threads.touch(tx, threadsOf.changed());
        Map<InboundEvent, EventEffect> effects = new HashMap<>();
        Map<ThreadMessage, UUID> stored = new LinkedHashMap<>();
        for (ThreadMessage each : messages) {
            UUID conversation = threadsOf.conversation(each.key());
            Optional<UUID> message =
                    Optional.ofNullable(fresh.get(conversation + each.message().id()));
            effects.put(
                    each.message(),
                    new EventEffect(
                            ReceivedWebhook.type(each.message()),
                            message.isPresent() ? "stored" : "known",
                            Optional.of(conversation),
                            message));
            message.ifPresent(_ -> stored.put(each, conversation));
        }
        outOfOrderEvents.apply(tx, stored);
        return effects;
    }

    private List<InboundMessage> inbound(List<ThreadMessage> messages, Resolution threadsOf) {
        List<InboundMessage> inbound = new ArrayList<>(messages.size());
        for (ThreadMessage each : messages) {
            CustomerMessage message = each.message();
            UUID conversation = threadsOf.conversation(each.key());
            Admission admission = admission(each);
            List<String> pieces = MessageText.pieces(message);
            for (int i = 0; i < pieces.size(); i++) {
                inbound.add(
                        new InboundMessage(
                                conversation,
                                Optional.of(message.id() + (i == 0 ? "" : "#" + (i + 1))),
                                pieces.get(i),
                                i == 0 ? MessageText.attachments(message) : List.of(),
                                admission));
            }
        }
        return inbound;
    }

    private Admission admission(ThreadMessage each) {
        if (MessageText.isAutomatic(each.message())) {
            return Admission.STORE_ONLY;
        }
        return perAccount.take(each.key().channel() + "/" + each.key().account()).isEmpty()
                ? Admission.ANSWER
                : Admission.RATE_LIMITED;
    }
}
