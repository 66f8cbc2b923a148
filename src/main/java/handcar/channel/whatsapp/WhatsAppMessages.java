package handcar.channel.whatsapp;

import module java.base;

import handcar.channel.ChannelCapabilities;
import handcar.channel.Outbound;
import handcar.channel.Outbound.Button;
import handcar.channel.Outbound.Header;
import handcar.channel.Outbound.Media;
import handcar.channel.Outbound.Parameter;
import handcar.channel.Outbound.Source;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.channel.SendResult.Refused;
import handcar.channel.SendResult.TryLater;
import handcar.channel.meta.GraphApi.GraphError;
import handcar.json.JsonView;

/// Messages as the Cloud API wants them, and what its error codes mean.
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages>
public final class WhatsAppMessages {
    /// 4 096 characters; 80 messages a second and number; free text for a day after the customer's last message.
    public static final ChannelCapabilities SHAPE =
            new ChannelCapabilities(
                    4_096,
                    ChannelCapabilities.Unit.UTF16_UNITS,
                    ChannelCapabilities.Markup.WHATSAPP,
                    80,
                    Duration.ofSeconds(1),
                    Optional.of(Duration.ofHours(24)),
                    Set.of(
                            ChannelCapabilities.Content.TEXT,
                            ChannelCapabilities.Content.TEMPLATE,
                            ChannelCapabilities.Content.MEDIA));

    /// One message every six seconds is what a pair of numbers may exchange in the long run.
    private static final Duration PAIR = Duration.ofSeconds(6);

    private WhatsAppMessages() {}

    /// A text. <https://developers.facebook.com/docs/whatsapp/cloud-api/messages/text-messages>
    public static Map<String, Object> text(OutboundPart part, String text) {
        boolean hasLink = text.contains("https://") || text.contains("http://");
        return message(part, "text", Map.of("body", text, "preview_url", hasLink));
    }

    /// A file. <https://developers.facebook.com/docs/whatsapp/cloud-api/messages/image-messages> and its neighbours
    public static Map<String, Object> media(OutboundPart part, Media media) {
        return message(part, type(media), file(media));
    }

    /// An approved template.
    /// <https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates>
    public static Map<String, Object> template(OutboundPart part, Outbound.Template template) {
        List<Map<String, Object>> components = new ArrayList<>();
        template.header()
                .ifPresent(
                        header ->
                                components.add(
                                        Map.of(
                                                "type",
                                                "header",
                                                "parameters",
                                                List.of(header(header)))));
        if (!template.body().isEmpty()) {
            components.add(
                    Map.of(
                            "type",
                            "body",
                            "parameters",
                            template.body().stream().map(WhatsAppMessages::parameter).toList()));
        }
        template.buttons().forEach(button -> components.add(button(button)));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", template.name());
        body.put("language", Map.of("code", template.language()));
        if (!components.isEmpty()) {
            body.put("components", components);
        }
        return message(part, "template", body);
    }

    /// The envelope of every message. It carries our own name for the part, which the statuses repeat: a part that got lost
    /// on the way is found again by it.
    private static Map<String, Object> message(
            OutboundPart part, String type, Map<String, Object> body) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("messaging_product", "whatsapp");
        message.put("recipient_type", "individual");
        Optional<String> number = part.address().text("to");
        Optional<String> userId = part.address().text("recipient");
        if (number.isPresent() || (userId.isEmpty() && part.thread().matches("\\+?\\d+"))) {
            message.put("to", number.orElse(part.thread()));
        } else {
            message.put("recipient", userId.orElse(part.thread()));
        }
        message.put("type", type);
        message.put(type, body);
        message.put("biz_opaque_callback_data", part.id().toString());
        return message;
    }

    private static String type(Media media) {
        return media.type().name().toLowerCase(Locale.ROOT);
    }

    /// Sound and stickers have no caption, and only documents show a name: the provider refuses others.
    private static Map<String, Object> file(Media media) {
        Map<String, Object> file = new LinkedHashMap<>();
        switch (media.source()) {
            case Source.Link(var uri) -> file.put("link", uri.toString());
            case Source.Uploaded(String id) -> file.put("id", id);
        }
        switch (media.type()) {
            case IMAGE, VIDEO -> media.caption().ifPresent(text -> file.put("caption", text));
            case DOCUMENT -> {
                media.caption().ifPresent(text -> file.put("caption", text));
                media.fileName().ifPresent(name -> file.put("filename", name));
            }
            case AUDIO, STICKER -> {}
        }
        return file;
    }

    private static Map<String, Object> header(Header header) {
        return switch (header) {
            case Header.Words(Parameter words) -> parameter(words);
            case Header.File(Media media) -> Map.of("type", type(media), type(media), file(media));
        };
    }

    private static Map<String, Object> parameter(Parameter parameter) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "text");
        parameter.name().ifPresent(name -> json.put("parameter_name", name));
        json.put("text", parameter.text());
        return json;
    }

    private static Map<String, Object> button(Button button) {
        Map<String, Object> parameter =
                switch (button.action()) {
                    case URL -> Map.of("type", "text", "text", button.value());
                    case QUICK_REPLY -> Map.of("type", "payload", "payload", button.value());
                };
        return Map.of(
                "type",
                "button",
                "sub_type",
                button.action().name().toLowerCase(Locale.ROOT),
                "index",
                Integer.toString(button.index()),
                "parameters",
                List.of(parameter));
    }

    /// Where an answer names the message.
    public static Optional<String> id(JsonView answer) {
        return answer.at("messages").at(0).text("id");
    }

    /// What the product's own codes mean; empty leaves a code to the general rules.
    /// <https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes>
    public static Optional<SendResult> judged(GraphError error) {
        return Optional.ofNullable(
                switch ((int) error.code()) {
                    case 130429, 131000, 131016, 131048, 131057, 133004, 133016 ->
                            new TryLater(error.sentence());
                    case 131056 -> new TryLater(error.sentence(), Optional.of(PAIR));
                    case 131047 ->
                            new Refused(
                                    "The customer's last message is more than 24 hours old;"
                                            + " WhatsApp delivers only approved templates now"
                                            + " (131047).");
                    case 131026 ->
                            new Refused("WhatsApp cannot deliver to this customer (131026).");
                    case 130472, 133010 -> new Refused(error.sentence());
                    // messages and templates that are wrong stay so
                    default ->
                            error.code() > 131_000 && error.code() < 133_000
                                    ? new Refused(error.sentence())
                                    : null;
                });
    }
}
