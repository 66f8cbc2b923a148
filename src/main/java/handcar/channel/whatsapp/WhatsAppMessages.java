package handcar.channel.whatsapp;

import handcar.channel.ChannelCapabilities;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.channel.SendResult.Refused;
import handcar.channel.SendResult.TryLater;
import handcar.channel.meta.GraphApi;
import handcar.channel.meta.GraphError;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A text message as the Cloud API wants it, and what its error codes mean.
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes>
public final class WhatsAppMessages {
    /// 4 096 characters; 80 messages a second and number; free text for a day after the customer's last message.
    public static final ChannelCapabilities SHAPE =
            new ChannelCapabilities(
                    4_096,
                    ChannelCapabilities.Unit.UTF16_UNITS,
                    ChannelCapabilities.Markup.WHATSAPP,
                    80,
                    Duration.ofSeconds(1),
                    Optional.of(Duration.ofHours(24)));

    public static final GraphApi GRAPH =
            new GraphApi(body -> body.at("messages").at(0).text("id"), WhatsAppMessages::known);

    /// One message every six seconds is what a pair of numbers may exchange in the long run.
    private static final Duration PAIR = Duration.ofSeconds(6);

    private WhatsAppMessages() {}

    /// The body of the request. Carries our own name for the part, which the statuses repeat: a part that got lost on the
    /// way is found again by it.
    public static Map<String, Object> message(OutboundPart part) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("messaging_product", "whatsapp");
        message.put("recipient_type", "individual");
        Optional<String> number = part.address().text("to");
        Optional<String> userId = part.address().text("recipient");
        if (number.isPresent() || (userId.isEmpty() && isNumber(part.thread()))) {
            message.put("to", number.orElse(part.thread()));
        } else {
            message.put("recipient", userId.orElse(part.thread()));
        }
        message.put("type", "text");
        message.put("text", Map.of("body", part.text(), "preview_url", hasLink(part.text())));
        message.put("biz_opaque_callback_data", part.id().toString());
        return message;
    }

    private static boolean isNumber(String thread) {
        return thread.matches("\\+?\\d+");
    }

    private static boolean hasLink(String text) {
        return text.contains("https://") || text.contains("http://");
    }

    private static Optional<SendResult> known(GraphError error) {
        int code = (int) error.code();
        return switch (code) {
            case 130429, 80007, 131016, 131048, 131057, 133004, 133016 ->
                    Optional.of(new TryLater(error.sentence()));
            case 131056 -> Optional.of(new TryLater(error.sentence(), Optional.of(PAIR)));
            case 131047 ->
                    Optional.of(
                            new Refused(
                                    "The customer's last message is more than 24 hours old;"
                                            + " WhatsApp delivers only approved templates now"
                                            + " (131047)."));
            case 131026 ->
                    Optional.of(new Refused("WhatsApp cannot deliver to this customer (131026)."));
            case 190 ->
                    Optional.of(
                            new Refused(
                                    "The access token is no longer accepted; enter a new one"
                                            + " (190)."));
            default -> refused(error);
        };
    }

    /// 131000 is theirs to be sorry for; the rest of its family, and templates, ours.
    private static Optional<SendResult> refused(GraphError error) {
        long code = error.code();
        boolean ours = code > 131_000 && code < 133_000;
        return code == 131_000
                ? Optional.of(new TryLater(error.sentence()))
                : Optional.<SendResult>of(new Refused(error.sentence())).filter(_ -> ours);
    }
}
