package handcar.channel.evolution;

import module java.base;

import handcar.channel.InboundEvent.Attachment;
import handcar.json.JsonView;

/// The content of a message of WhatsApp Web, with the names of its protocol, which Evolution API passes on.
///
/// @param skipped its type when it has no content
record EvolutionContent(String text, List<Attachment> attachments, Optional<String> skipped) {
    /// Envelopes around a message.
    private static final List<String> WRAPPERS =
            List.of(
                    "ephemeralMessage",
                    "viewOnceMessage",
                    "viewOnceMessageV2",
                    "viewOnceMessageV2Extension",
                    "documentWithCaptionMessage");

    private static final int MOST_WRAPPERS = 4;

    /// Types without text or attachment: reactions, receipts, keys, and votes.
    private static final Set<String> EMPTY_TYPES =
            Set.of(
                    "reactionMessage",
                    "encReactionMessage",
                    "protocolMessage",
                    "senderKeyDistributionMessage",
                    "pollUpdateMessage",
                    "keepInChatMessage",
                    "pinInChatMessage");

    /// @param reference by which the media is fetched: the message's id
    static EvolutionContent of(JsonView message, Optional<String> reference) {
        JsonView inner = unwrapped(message);
        Optional<String> emptyType =
                inner.fields().keySet().stream().filter(EMPTY_TYPES::contains).sorted().findFirst();
        EvolutionContent content =
                new EvolutionContent(
                        text(inner).orElse(""), attachments(inner, reference), Optional.empty());
        boolean empty = content.text.isEmpty() && content.attachments.isEmpty();
        return empty
                ? new EvolutionContent("", List.of(), emptyType.or(() -> Optional.of("empty")))
                : content;
    }

    /// The name of a type that is not read here, among fields that every message may have; empty when there is none.
    static Optional<String> unreadType(JsonView message) {
        return unwrapped(message).fields().keySet().stream()
                .filter(name -> name.endsWith("Message") || name.matches(".*MessageV\\d+"))
                .filter(name -> !EMPTY_TYPES.contains(name))
                .sorted()
                .findFirst();
    }

    private static JsonView unwrapped(JsonView message) {
        JsonView inner = message;
        for (int i = 0; i < MOST_WRAPPERS; i++) {
            JsonView outer = inner;
            inner =
                    WRAPPERS.stream()
                            .map(name -> outer.at(name).at("message"))
                            .filter(JsonView::isPresent)
                            .findFirst()
                            .orElse(outer);
        }
        return inner;
    }

    /// Texts, captions, and selections from buttons and lists.
    static Optional<String> text(JsonView message) {
        return Stream.of(
                        message.text("conversation"),
                        message.at("extendedTextMessage").text("text"),
                        message.at("imageMessage").text("caption"),
                        message.at("videoMessage").text("caption"),
                        message.at("documentMessage").text("caption"),
                        message.at("buttonsResponseMessage").text("selectedDisplayText"),
                        message.at("templateButtonReplyMessage").text("selectedDisplayText"),
                        message.at("listResponseMessage").text("title"),
                        message.at("interactiveResponseMessage").at("body").text("text"))
                .flatMap(Optional::stream)
                .findFirst();
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
                                .flatMap(EvolutionContent::card))
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
                        new Attachment(
                                "contact",
                                Optional.of("text/vcard"),
                                card.text("displayName"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))
                : Stream.empty();
    }
}
