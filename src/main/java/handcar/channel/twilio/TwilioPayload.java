package handcar.channel.twilio;

import module java.base;

import handcar.channel.InboundEvent.Receipt.State;
import handcar.channel.InboundEvent.Sender;
import handcar.channel.MessageContent;
import handcar.chat.InboundDetails;
import handcar.json.JsonView;

/// Twilio's forms and JSON, as records.
final class TwilioPayload {
    /// The prefix of WhatsApp numbers: `whatsapp:+14155550100`.
    static final String WHATSAPP = "whatsapp:";

    private TwilioPayload() {}

    /// A message of a customer: <https://www.twilio.com/docs/messaging/guides/webhook-request>.
    record Incoming(
            Optional<String> id,
            Optional<String> from,
            Optional<String> to,
            MessageContent content,
            InboundDetails details,
            Sender sender) {
        static Incoming of(Map<String, String> form) {
            String from = form.getOrDefault("From", "");
            return new Incoming(
                    value(form, "MessageSid")
                            .or(() -> value(form, "SmsMessageSid"))
                            .or(() -> value(form, "SmsSid")),
                    value(form, "From"),
                    value(form, "To"),
                    TwilioContent.of(form),
                    TwilioContent.details(form),
                    new Sender(
                            from,
                            value(form, "ProfileName"),
                            Optional.of(from.replace(WHATSAPP, ""))
                                    .filter(number -> number.matches("\\+\\d{4,20}")),
                            Optional.empty(),
                            Map.of()));
        }
    }

    /// The status of a message of ours:
    /// <https://www.twilio.com/docs/messaging/guides/track-outbound-message-status>.
    ///
    /// @param status Twilio's name of the status
    /// @param state empty while the message is in transit
    record Status(
            Optional<String> id,
            String status,
            Optional<State> state,
            Optional<String> error,
            Optional<String> from) {
        static Optional<Status> of(Map<String, String> form) {
            return value(form, "MessageStatus")
                    .or(() -> value(form, "SmsStatus"))
                    .filter(status -> !status.equals("received") && !form.containsKey("Body"))
                    .map(
                            status ->
                                    new Status(
                                            value(form, "MessageSid")
                                                    .or(() -> value(form, "SmsSid")),
                                            status,
                                            state(status),
                                            value(form, "ErrorCode")
                                                    .map(code -> explained(code, form)),
                                            value(form, "From")));
        }

        private static Optional<State> state(String status) {
            return switch (status) {
                case "sent" -> Optional.of(State.SENT);
                case "delivered" -> Optional.of(State.DELIVERED);
                case "read" -> Optional.of(State.READ);
                case "failed", "undelivered", "canceled" -> Optional.of(State.FAILED);
                default -> Optional.empty();
            };
        }

        private static String explained(String code, Map<String, String> form) {
            return TwilioErrors.sentence(code, form.getOrDefault("ErrorMessage", ""));
        }
    }

    static Optional<String> value(Map<String, String> form, String name) {
        return Optional.ofNullable(form.get(name)).filter(value -> !value.isEmpty());
    }

    /// The request that sends a message: <https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource>. A
    /// messaging service (`MG…`) chooses the number itself.
    ///
    /// @param files addresses where Twilio fetches them
    static String message(
            String from, String to, String text, List<URI> files, Optional<String> statusCallback) {
        Map<String, String> form = new TreeMap<>();
        form.put(from.startsWith("MG") ? "MessagingServiceSid" : "From", from);
        form.put("To", to);
        if (files.isEmpty() || !text.isEmpty()) {
            form.put("Body", text);
        }
        statusCallback.ifPresent(url -> form.put("StatusCallback", url));
        return encoded(form)
                + files.stream()
                        .map(file -> "&MediaUrl=" + encoded(file.toString()))
                        .collect(Collectors.joining());
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// An answer: a message, or `{code, message, status}`,
    /// <https://www.twilio.com/docs/usage/twilios-response>.
    record Result(Optional<String> id, String status, Optional<String> code, String message) {
        static Result of(JsonView json) {
            return new Result(
                    json.text("sid"),
                    json.text("status").orElse(""),
                    json.whole("code").or(() -> json.whole("error_code")).map(String::valueOf),
                    json.text("message").or(() -> json.text("error_message")).orElse(""));
        }
    }

    /// The customer's network, on which the limits of an answer depend. MMS exists between numbers of the United States and
    /// Canada: <https://help.twilio.com/articles/223179808>.
    static Map<String, Object> address(String from, String to) {
        Map<String, Object> address = new HashMap<>();
        address.put("network", from.startsWith(WHATSAPP) ? "whatsapp" : "sms");
        if (from.startsWith("+1") && to.startsWith("+1")) {
            address.put("mms", true);
        }
        return address;
    }
}
