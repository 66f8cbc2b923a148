package handcar.channel.evolution;

import module java.base;

import handcar.channel.ContextAttachments;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.MessageContent;
import handcar.json.JsonView;

/// What a message refers to: the message that it answers, and the advertisement through which the customer came.
final class EvolutionContext {
    private EvolutionContext() {}

    /// @param places where it may be told; the first that tells counts
    static Stream<Attachment> of(JsonView... places) {
        return Stream.of(first("externalAdReply", places), first("quotedMessage", places))
                .flatMap(Optional::stream);
    }

    private static Optional<Attachment> first(String field, JsonView... places) {
        return Stream.of(places)
                .map(place -> place.at(field))
                .filter(JsonView::isPresent)
                .flatMap(
                        found ->
                                (field.equals("quotedMessage") ? quote(found) : ad(found)).stream())
                .findFirst();
    }

    private static Optional<Attachment> ad(JsonView ad) {
        String text =
                Stream.of("title", "body")
                        .flatMap(field -> ad.text(field).stream())
                        .collect(Collectors.joining("\n"));
        Optional<String> url = ad.text("sourceUrl");
        return text.isBlank() && url.isEmpty()
                ? Optional.empty()
                : Optional.of(ContextAttachments.of("From an ad", text, url));
    }

    private static Optional<Attachment> quote(JsonView quoted) {
        return EvolutionContent.of(quoted, new JsonView(null), Optional.empty())
                .map(EvolutionContext::told)
                .map(ContextAttachments::quote);
    }

    private static String told(MessageContent content) {
        return content.text().isEmpty()
                ? content.attachments().stream()
                        .map(
                                each ->
                                        "["
                                                + each.type()
                                                + each.name().map(": "::concat).orElse("")
                                                + "]")
                        .collect(Collectors.joining("\n"))
                : content.text();
    }
}
