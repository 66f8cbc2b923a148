package handcar.channel.inbound;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.db.UuidV7;
import handcar.text.TextSanitizer;

/// A webhook that was verified and read, and is not stored yet.
///
/// @param eventId the provider's own id for it, or the fingerprint of its body
/// @param event the event that the path names
/// @param headers what else is needed to read it again: some headers and parameters, none of them secret
/// @param body without secrets
record ReceivedWebhook(
        UUID id,
        ChannelAccount account,
        String eventId,
        String event,
        Map<String, Object> headers,
        String body,
        List<InboundEvent> events) {
    ReceivedWebhook(
            ChannelAccount account,
            String eventId,
            String event,
            Map<String, Object> headers,
            String body,
            List<InboundEvent> events) {
        this(
                UuidV7.next(),
                account,
                TextSanitizer.cleaned(eventId),
                TextSanitizer.cleaned(event),
                headers,
                TextSanitizer.cleaned(body),
                events);
    }

    /// The same webhook, read with what is known.
    ReceivedWebhook with(UnaryOperator<InboundEvent> reading) {
        return new ReceivedWebhook(
                id, account, eventId, event, headers, body, events.stream().map(reading).toList());
    }

    /// The same webhook with nothing but this event.
    ReceivedWebhook only(InboundEvent event) {
        return new ReceivedWebhook(id, account, eventId, this.event, headers, body, List.of(event));
    }

    /// How many events of each type it holds.
    Map<String, Integer> found() {
        Map<String, Integer> found = new TreeMap<>();
        events.forEach(each -> found.merge(type(each), 1, Integer::sum));
        return found;
    }

    /// Why what it holds is not answered, with the number of each reason.
    Map<String, Integer> reasons() {
        Map<String, Integer> reasons = new TreeMap<>();
        events.stream()
                .flatMap(each -> SkipReason.of(each).stream())
                .forEach(
                        reason ->
                                reasons.merge(
                                        TextSanitizer.cleaned(reason.name()), 1, Integer::sum));
        return reasons;
    }

    /// Whether it can be stored together with others. An action of staff writes the audit log, for which all writers wait,
    /// and so has a transaction of its own.
    boolean isPlain() {
        return events.stream()
                .map(ReceivedWebhook::type)
                .allMatch(Set.of("message", "skipped", "unknown", "connection")::contains);
    }

    /// The name of a type in lists and metrics.
    static String type(InboundEvent event) {
        return switch (event) {
            case InboundEvent.CustomerMessage _ -> "message";
            case InboundEvent.Reaction _ -> "reaction";
            case InboundEvent.Echo _ -> "echo";
            case InboundEvent.NumberChange _ -> "number";
            case InboundEvent.IdPair _ -> "ids";
            case InboundEvent.Receipt _ -> "receipt";
            case InboundEvent.MessageEdit _ -> "edit";
            case InboundEvent.MessageDeletion _ -> "deletion";
            case InboundEvent.StaffReply _ -> "reply";
            case InboundEvent.StaffNotice _ -> "notice";
            case InboundEvent.Survey _ -> "survey";
            case InboundEvent.StatusChange _ -> "turn";
            case InboundEvent.ConnectionChange _ -> "connection";
            case InboundEvent.IgnoredEvent _ -> "skipped";
            case InboundEvent.UnknownEvent _ -> "unknown";
        };
    }
}
