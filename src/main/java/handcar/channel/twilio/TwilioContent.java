package handcar.channel.twilio;

import module java.base;

import handcar.channel.AttachedBytes;
import handcar.channel.ContextAttachments;
import handcar.channel.FormAnswers;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.MessageContent;
import handcar.chat.InboundDetails;
import handcar.chat.UnansweredReason;
import handcar.json.JsonView;

/// Reads the content of a customer's message. <https://www.twilio.com/docs/messaging/guides/webhook-request>
final class TwilioContent {
    /// MMS carries at most ten.
    private static final int MOST_MEDIA = 10;

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,3}(?:\\.\\d{1,20})?");

    private TwilioContent() {}

    /// The content with what it refers to; a type that is not known is content, too.
    static MessageContent of(Map<String, String> form) {
        List<Attachment> attachments = Stream.concat(media(form), location(form).stream()).toList();
        Optional<String> text =
                keyword(form)
                        .or(() -> text(form, "Body"))
                        .or(() -> text(form, "ButtonText"))
                        .or(() -> text(form, "ListTitle"))
                        .or(() -> text(form, "ButtonPayload"))
                        .or(() -> text(form, "ListId"));
        Optional<MessageContent> filledIn =
                keyword(form).or(() -> text(form, "Body")).isPresent()
                        ? Optional.empty()
                        : answers(form).map(FormAnswers::content);
        MessageContent content =
                filledIn.orElseGet(
                        () ->
                                text.isEmpty() && attachments.isEmpty()
                                        ? MessageContent.unreadable(type(form), raw(form))
                                        : MessageContent.of(text.orElse(""), attachments));
        return content.about(context(form));
    }

    /// What staff may want to know besides: Twilio has answered HELP, STOP and START itself.
    /// <https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out>
    static InboundDetails details(Map<String, String> form) {
        InboundDetails details = of(form).details();
        Optional<String> written =
                TwilioPayload.value(form, "Body").filter(body -> keyword(form).isPresent());
        return switch (form.getOrDefault("OptOutType", "")) {
            case "HELP" -> details.because(UnansweredReason.ANSWERED_BY_PROVIDER);
            case "STOP", "START" ->
                    new InboundDetails(written, details.unanswered())
                            .because(UnansweredReason.ANSWERED_BY_PROVIDER);
            default -> details;
        };
    }

    /// A company may have other words for STOP and START at Twilio than here.
    private static Optional<String> keyword(Map<String, String> form) {
        return TwilioPayload.value(form, "OptOutType")
                .filter(type -> type.equals("STOP") || type.equals("START"))
                .filter(type -> !type.equalsIgnoreCase(form.getOrDefault("Body", "").strip()));
    }

    private static Optional<String> text(Map<String, String> form, String name) {
        return TwilioPayload.value(form, name).filter(text -> !text.isBlank());
    }

    /// The fields of a form in WhatsApp, page by page.
    private static Optional<FormAnswers> answers(Map<String, String> form) {
        String json = form.getOrDefault("InteractiveData", form.getOrDefault("FlowData", ""));
        JsonView data = JsonView.lenient(json.getBytes(StandardCharsets.UTF_8));
        return FormAnswers.labelled(
                        data.at("pages")
                                .each()
                                .flatMap(page -> page.at("items").each())
                                .map(TwilioContent::answer))
                .or(() -> FormAnswers.of(data));
    }

    private static Map.Entry<String, JsonView> answer(JsonView item) {
        return Map.entry(
                item.text("label").or(() -> item.text("id")).orElse("Answer"), item.at("value"));
    }

    private static String type(Map<String, String> form) {
        return Stream.of("", "text", "unknown", "unsupported")
                        .anyMatch(form.getOrDefault("MessageType", "")::equals)
                ? ""
                : form.getOrDefault("MessageType", "");
    }

    private static String raw(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + ": " + field.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static Stream<Attachment> context(Map<String, String> form) {
        Stream<Attachment> quote =
                TwilioPayload.value(form, "OriginalRepliedMessageSid").stream()
                        .map(ContextAttachments::quoteOf);
        Stream<Attachment> forwarded =
                Stream.of("Forwarded", "FrequentlyForwarded")
                        .filter(name -> form.getOrDefault(name, "").equals("true"))
                        .limit(1)
                        .map(_ -> ContextAttachments.of("Forwarded", "", Optional.empty()));
        String ad =
                Stream.of("ReferralHeadline", "ReferralBody")
                        .flatMap(name -> text(form, name).stream())
                        .collect(Collectors.joining(" — "));
        Optional<String> url = TwilioPayload.value(form, "ReferralSourceUrl");
        Stream<Attachment> from =
                ad.isEmpty() && url.isEmpty()
                        ? Stream.empty()
                        : Stream.of(ContextAttachments.of("From an ad", ad, url));
        return Stream.of(quote, forwarded, from).flatMap(each -> each);
    }

    private static Stream<Attachment> media(Map<String, String> form) {
        return IntStream.range(0, MOST_MEDIA)
                .takeWhile(i -> form.containsKey("MediaUrl" + i))
                .mapToObj(i -> media(form, i));
    }

    private static Attachment media(Map<String, String> form, int at) {
        Optional<String> mimeType = TwilioPayload.value(form, "MediaContentType" + at);
        boolean sticker = form.getOrDefault("MessageType", "").equals("sticker");
        String type = sticker ? "sticker" : mimeType.map(TwilioContent::type).orElse("file");
        Attachment file =
                new Attachment(
                        type,
                        mimeType,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        TwilioPayload.value(form, "MediaUrl" + at));
        return type.equals("contact") ? file.with(new AttachedBytes.Referred()) : file;
    }

    private static String type(String mimeType) {
        return Stream.of("image", "audio", "video")
                .filter(kind -> mimeType.startsWith(kind + "/"))
                .findFirst()
                .orElse(
                        mimeType.startsWith("text/") && mimeType.contains("vcard")
                                ? "contact"
                                : "file");
    }

    private static Optional<Attachment> location(Map<String, String> form) {
        String north = form.getOrDefault("Latitude", "");
        String east = form.getOrDefault("Longitude", "");
        return NUMBER.matcher(north).matches() && NUMBER.matcher(east).matches()
                ? Optional.of(
                        new Attachment(
                                "location",
                                Optional.empty(),
                                TwilioPayload.value(form, "Label"),
                                Optional.empty(),
                                TwilioPayload.value(form, "Address"),
                                Optional.of("geo:" + north + "," + east)))
                : Optional.empty();
    }
}
