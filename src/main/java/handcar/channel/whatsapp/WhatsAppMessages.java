package handcar.channel.whatsapp;

import module java.base;

import handcar.channel.ChannelCapabilities;
import handcar.channel.ChannelCapabilities.Markup;
import handcar.channel.ChannelCapabilities.Unit;
import handcar.channel.FileRules;
import handcar.channel.Outbound;
import handcar.channel.Outbound.Button;
import handcar.channel.Outbound.Header;
import handcar.channel.Outbound.Media;
import handcar.channel.Outbound.Parameter;
import handcar.channel.Outbound.Source;
import handcar.channel.OutboundFile;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.channel.SendResult.Refused;
import handcar.channel.SendResult.TryLater;
import handcar.channel.meta.GraphApi.GraphError;
import handcar.json.JsonView;
import handcar.net.MultipartForm;
import handcar.net.Request;

/// The JSON of the Cloud API's messages and the meaning of its error codes.
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages>
public final class WhatsAppMessages {
    /// <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types>
    private static final FileRules FILES =
            new FileRules(
                    FileRules.Transfer.UPLOAD,
                    1_024,
                    List.of(
                            FileRules.kind(Media.Type.IMAGE, 5, "image/jpeg", "image/png"),
                            FileRules.kind(
                                    Media.Type.AUDIO,
                                    16,
                                    "audio/aac",
                                    "audio/amr",
                                    "audio/mpeg",
                                    "audio/mp4",
                                    "audio/ogg"),
                            FileRules.kind(Media.Type.VIDEO, 16, "video/mp4", "video/3gpp"),
                            FileRules.kind(Media.Type.DOCUMENT, 100)));

    /// 4 096 characters; 80 messages a second and number; free text for a day after the customer's last message.
    public static final ChannelCapabilities CAPABILITIES =
            new ChannelCapabilities(
                    4_096,
                    Unit.UTF16_UNITS,
                    Markup.WHATSAPP,
                    80,
                    Duration.ofSeconds(1),
                    Optional.of(Duration.ofHours(24)),
                    true,
                    FILES);

    /// How often our number may write to one customer's in the long run.
    private static final Duration PAIR = Duration.ofSeconds(6);

    private WhatsAppMessages() {}

    /// The JSON of a part: a text, a file or an approved template.
    /// <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages>
    public static Map<String, Object> of(OutboundPart part) {
        return switch (part.content()) {
            // no preview: a link in an answer is a model's word, and the preview another site's
            case Outbound.Text(String text) ->
                    message(part, "text", Map.of("body", text, "preview_url", false));
            case Media media -> message(part, type(media), file(media));
            // the outbox makes none where a message holds one file
            case Outbound.Bundle bundle ->
                    throw new IllegalArgumentException(bundle.files().size() + " files at once");
            case Outbound.Template template -> message(part, "template", template(template));
        };
    }

    /// <https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates>
    private static Map<String, Object> template(Outbound.Template template) {
        List<Map<String, Object>> components = new ArrayList<>();
        template.header()
                .map(header -> component("header", List.of(header(header))))
                .ifPresent(components::add);
        if (!template.body().isEmpty()) {
            components.add(
                    component(
                            "body",
                            template.body().stream().map(WhatsAppMessages::parameter).toList()));
        }
        template.buttons().forEach(button -> components.add(button(button)));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", template.name());
        body.put("language", Map.of("code", template.language()));
        if (!components.isEmpty()) {
            body.put("components", components);
        }
        return body;
    }

    private static Map<String, Object> component(String type, List<Map<String, Object>> values) {
        return Map.of("type", type, "parameters", values);
    }

    /// The envelope of every message. It carries the delivery's id, which the status webhooks repeat: they settle a part whose
    /// request got lost.
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

    /// The provider refuses a caption on audio and stickers, and a name on anything but a document.
    private static Map<String, Object> file(Media media) {
        Map<String, Object> file = new LinkedHashMap<>();
        switch (media.source()) {
            case Source.Link(var uri) -> file.put("link", uri.toString());
            case Source.Uploaded(String id) -> file.put("id", id);
            case Source.Kept(OutboundFile kept) ->
                    throw new IllegalArgumentException(kept.name() + " is not uploaded");
        }
        boolean hasCaption = media.type() != Media.Type.AUDIO && media.type() != Media.Type.STICKER;
        media.caption().filter(_ -> hasCaption).ifPresent(text -> file.put("caption", text));
        media.fileName()
                .filter(_ -> media.type() == Media.Type.DOCUMENT)
                .ifPresent(name -> file.put("filename", name));
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
                "type", "button",
                "sub_type", button.action().name().toLowerCase(Locale.ROOT),
                "index", Integer.toString(button.index()),
                "parameters", List.of(parameter));
    }

    /// The form that uploads a file: <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#upload-media>.
    public static Request.Body upload(OutboundFile file) {
        return new MultipartForm()
                .field("messaging_product", "whatsapp")
                .field("type", file.mimeType())
                .file("file", file.name(), file.mimeType(), file.size(), file.content())
                .body();
    }

    /// The message's id in an answer.
    public static Optional<String> id(JsonView answer) {
        return answer.at("messages").at(0).text("id");
    }

    /// What WhatsApp's own error codes mean; empty leaves a code to the rules of the Graph API.
    /// <https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes>
    public static Optional<SendResult> result(GraphError error) {
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
                    // wrong messages and templates stay wrong
                    default ->
                            error.code() > 131_000 && error.code() < 133_000
                                    ? new Refused(error.sentence())
                                    : null;
                });
    }
}
