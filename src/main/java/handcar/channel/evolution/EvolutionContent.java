package handcar.channel.evolution;

import module java.base;

import handcar.channel.AttachedBytes;
import handcar.channel.ContactCard;
import handcar.channel.ContextAttachments;
import handcar.channel.FormAnswers;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.MessageContent;
import handcar.json.JsonView;

/// The content of a message of WhatsApp Web, with the names of its protocol, which Evolution API passes on.
/// <https://github.com/WhiskeySockets/Baileys/blob/master/WAProto/WAProto.proto>
final class EvolutionContent {
    /// Types that hold nothing for people: receipts, keys, and orders to the app.
    private static final Set<String> SILENT_TYPES =
            Set.of(
                    "reactionMessage",
                    "encReactionMessage",
                    "protocolMessage",
                    "keepInChatMessage",
                    "pinInChatMessage",
                    "stickerSyncRmrMessage",
                    "messageHistoryNotice");

    /// The key of a group's messages, which comes alone as well.
    private static final String GROUP_KEY = "senderKeyDistributionMessage";

    private static final Set<String> FILES = Set.of("image", "video", "audio", "file", "sticker");

    private EvolutionContent() {}

    /// What a message holds for people; empty when it holds nothing for them.
    ///
    /// @param data what stands around the message, where its context may stand, too
    /// @param reference by which the media is fetched: the message's id
    static Optional<MessageContent> of(
            JsonView message, JsonView data, Optional<String> reference) {
        JsonView inner = EvolutionEnvelope.inside(message);
        Optional<String> type = EvolutionEnvelope.type(inner);
        boolean isSilent =
                type.filter(SILENT_TYPES::contains).isPresent()
                        || (type.isEmpty() && inner.fields().containsKey(GROUP_KEY));
        return Optional.of(inner)
                .filter(_ -> !isSilent)
                .flatMap(_ -> type)
                .flatMap(name -> read(inner, name, data, reference))
                .map(
                        content ->
                                filled(
                                        content,
                                        message.text("base64").or(() -> inner.text("base64"))))
                .or(
                        () ->
                                Optional.of(data)
                                        .filter(_ -> !isSilent && data.isPresent())
                                        .flatMap(_ -> wordless(inner, data)))
                .map(
                        content ->
                                content.about(
                                        EvolutionContext.of(
                                                inner.at(type.orElse("")).at("contextInfo"),
                                                data.at("contextInfo"))));
    }

    /// What stands around a message that has no content of its own.
    private static Optional<MessageContent> wordless(JsonView inner, JsonView data) {
        return EvolutionPayment.told(inner, data)
                .map(MessageContent::standIn)
                .or(() -> EvolutionStub.of(data));
    }

    /// A server may be set to send the bytes of files in its events.
    private static MessageContent filled(MessageContent content, Optional<String> base64) {
        List<Attachment> all =
                content.attachments().stream()
                        .map(
                                each ->
                                        base64.filter(_ -> FILES.contains(each.type()))
                                                .map(AttachedBytes.Encoded::new)
                                                .map(each::with)
                                                .orElse(each))
                        .toList();
        return new MessageContent(content.text(), all, content.unanswered(), content.raw());
    }

    private static Optional<MessageContent> read(
            JsonView inner, String type, JsonView data, Optional<String> reference) {
        if ((inner.at(type).value() instanceof Map<?, ?> map && map.isEmpty())
                || (type.equals("conversation") && inner.text("conversation").isEmpty())) {
            return Optional.empty();
        }
        Optional<MessageContent> received =
                EvolutionReply.form(inner.at("interactiveResponseMessage"))
                        .map(FormAnswers::content)
                        .or(() -> order(inner.at("orderMessage")));
        if (received.isPresent()) {
            return received;
        }
        Optional<String> words = words(inner);
        List<Attachment> attachments = attachments(inner, reference);
        Optional<String> payment = EvolutionPayment.told(inner, data);
        if (words.isPresent() || !attachments.isEmpty()) {
            return Optional.of(
                    MessageContent.of(words.orElse(""), attachments)
                            .about(
                                    payment.stream()
                                            .map(
                                                    told ->
                                                            ContextAttachments.of(
                                                                    "Payment",
                                                                    told,
                                                                    Optional.empty()))));
        }
        return Optional.of(
                payment.or(() -> EvolutionTold.of(inner))
                        .map(MessageContent::standIn)
                        .orElseGet(
                                () ->
                                        MessageContent.unreadable(
                                                named(type),
                                                MessageContent.wordsIn(inner.at(type)),
                                                EvolutionPayload.masked(inner))));
    }

    /// `scheduledCallCreationMessage` as people say it.
    private static String named(String type) {
        return type.replaceFirst("Message(?:V\\d+)?$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    /// What the sender wrote or chose.
    private static Optional<String> words(JsonView message) {
        return Stream.of(
                        message.text("conversation"),
                        message.at("extendedTextMessage").text("text"),
                        message.at("imageMessage").text("caption"),
                        message.at("videoMessage").text("caption"),
                        message.at("ptvMessage").text("caption"),
                        message.at("documentMessage").text("caption"),
                        message.at("liveLocationMessage").text("caption"),
                        message.text("speechToText").map(EvolutionContent::spoken),
                        message.at("buttonsResponseMessage").text("selectedDisplayText"),
                        message.at("templateButtonReplyMessage").text("selectedDisplayText"),
                        MessageContent.choice(message.at("listResponseMessage")),
                        EvolutionReply.words(message.at("interactiveResponseMessage")),
                        message.at("productMessage").text("body"),
                        EvolutionPayment.note(message),
                        message.at("buttonsMessage").text("contentText"),
                        message.at("listMessage").text("description"),
                        message.at("listMessage").text("title"),
                        message.at("interactiveMessage").at("body").text("text"),
                        message.at("templateMessage")
                                .at("hydratedTemplate")
                                .text("hydratedContentText"))
                .flatMap(Optional::stream)
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    /// Evolution's own transcription of a voice note.
    private static String spoken(String told) {
        return told.replaceFirst("^\\[audio\\]\\s*", "");
    }

    private static List<Attachment> attachments(JsonView message, Optional<String> reference) {
        return Stream.of(
                        media(message.at("imageMessage"), "image", reference),
                        media(message.at("videoMessage"), "video", reference),
                        media(message.at("ptvMessage"), "video", reference),
                        media(message.at("audioMessage"), "audio", reference),
                        media(message.at("documentMessage"), "file", reference),
                        media(message.at("stickerMessage"), "sticker", reference),
                        place(message.at("locationMessage")),
                        place(message.at("liveLocationMessage")),
                        card(message.at("contactMessage")),
                        message.at("contactsArrayMessage")
                                .at("contacts")
                                .each()
                                .flatMap(EvolutionContent::card),
                        product(message.at("productMessage")))
                .flatMap(each -> each)
                .toList();
    }

    private static Stream<Attachment> media(
            JsonView media, String type, Optional<String> reference) {
        if (!media.isPresent()) {
            return Stream.empty();
        }
        return Stream.of(
                new Attachment(
                        type,
                        media.text("mimetype"),
                        media.text("fileName").or(() -> media.text("title")),
                        media.whole("fileLength").or(() -> media.at("fileLength").whole("low")),
                        media.text("caption"),
                        reference));
    }

    private static Stream<Attachment> place(JsonView place) {
        return Attachment.location(
                place.at("degreesLatitude"),
                place.at("degreesLongitude"),
                place.text("name"),
                place.text("address"))
                .stream();
    }

    private static Stream<Attachment> card(JsonView card) {
        return card.isPresent()
                ? Stream.of(
                        ContactCard.of(card.text("vcard").orElse(""))
                                .called(card.text("displayName"))
                                .attachment())
                : Stream.empty();
    }

    /// What the words of the sender are about.
    private static Stream<Attachment> product(JsonView product) {
        return product.text("body").stream()
                .map(
                        _ ->
                                ContextAttachments.of(
                                        "Product",
                                        EvolutionTold.product(product),
                                        Optional.empty()));
    }

    private static Optional<MessageContent> order(JsonView order) {
        return Optional.of(order)
                .filter(JsonView::isPresent)
                .map(
                        it ->
                                MessageContent.received(
                                        "order", EvolutionTold.order(it), it.text("message")));
    }
}
