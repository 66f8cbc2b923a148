package handcar.channel.instagram;

import module java.base;

import handcar.channel.EventTime;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Echo;
import handcar.channel.InboundEvent.IgnoredEvent;
import handcar.channel.InboundEvent.MessageDeletion;
import handcar.channel.InboundEvent.MessageEdit;
import handcar.channel.InboundEvent.PersonIds;
import handcar.channel.InboundEvent.Receipt;
import handcar.channel.InboundEvent.Sender;
import handcar.channel.InboundEvent.UnknownEvent;
import handcar.channel.MessageContent;
import handcar.channel.WebhookRequest;
import handcar.json.JsonView;
import handcar.problem.Problem;

/// A webhook of Instagram: entries, each with events between one customer and our account.
/// <https://developers.facebook.com/docs/instagram-platform/webhooks/examples>
///
/// @param event one of `entry[].messaging[]`
/// @param now when the webhook came
record InstagramPayload(JsonView event, String entry, Instant now) {
    private static final List<String> IGNORED =
            List.of("referral", "optin", "delivery", "pass_thread_control");

    /// Its events in their order; [Problem.Malformed] when it has no list of entries.
    static List<InboundEvent> read(WebhookRequest request) {
        JsonView body = request.json();
        if (!(body.at("entry").value() instanceof List<?>)) {
            throw new Problem.Malformed(
                    "not_instagram", "An Instagram webhook has a list of entries.");
        }
        return body.at("entry").each().flatMap(entry -> entry(entry, request.at())).toList();
    }

    private static Stream<InboundEvent> entry(JsonView entry, Instant now) {
        String id = entry.text("id").orElse("");
        Stream<InboundEvent> others =
                Stream.concat(
                        entry.at("changes").each().map(_ -> new IgnoredEvent("changes")),
                        // another app handles this conversation at the moment
                        entry.at("standby").each().map(_ -> new IgnoredEvent("standby")));
        return Stream.concat(
                entry.at("messaging")
                        .each()
                        .map(event -> new InstagramPayload(event, id, now).read()),
                others);
    }

    private InboundEvent read() {
        JsonView message = event.at("message");
        if (message.isPresent()) {
            return message(message);
        }
        if (event.at("postback").isPresent()) {
            return postback(event.at("postback"));
        }
        if (event.at("reaction").isPresent()) {
            return reaction(event.at("reaction"));
        }
        if (event.at("message_edit").isPresent()) {
            return edit(event.at("message_edit"));
        }
        if (event.at("read").isPresent()) {
            return read(event.at("read"));
        }
        return IGNORED.stream()
                .filter(kind -> event.at(kind).isPresent())
                .findFirst()
                .<InboundEvent>map(IgnoredEvent::new)
                .orElseGet(() -> new UnknownEvent("messaging"));
    }

    private InboundEvent message(JsonView message) {
        boolean echo = message.isTrue("is_echo");
        Optional<String> mid = message.text("mid");
        Optional<String> thread = thread(echo);
        if (mid.isEmpty() || thread.isEmpty()) {
            return new UnknownEvent("message without sender or id");
        }
        if (message.isTrue("is_self")) {
            return new IgnoredEvent("self");
        }
        if (message.isTrue("is_deleted")) {
            return new MessageDeletion(account(echo), thread.get(), mid.get(), at());
        }
        List<Attachment> attachments = attachments(message);
        Optional<String> text =
                message.text("text")
                        .or(
                                () ->
                                        Optional.of(MessageContent.unreadableText("message"))
                                                .filter(_ -> echo && attachments.isEmpty()));
        if (text.isEmpty() && attachments.isEmpty()) {
            return new UnknownEvent("message/empty");
        }
        return echo
                ? new Echo(
                        account(true),
                        thread.get(),
                        sender(thread.get(), event.at("recipient")),
                        mid.get(),
                        at(),
                        text.orElse(""),
                        attachments,
                        Map.of(),
                        Optional.empty(),
                        false)
                : message(thread.get(), mid.get(), text.orElse(""), attachments);
    }

    /// A pressed button of a template or an ice breaker: the customer sees its title as their own message.
    private InboundEvent postback(JsonView postback) {
        Optional<String> thread = thread(false);
        Optional<String> title = postback.text("title").or(() -> postback.text("payload"));
        if (thread.isEmpty() || title.isEmpty()) {
            return new UnknownEvent("postback without sender or title");
        }
        String id = postback.text("mid").orElse("postback:" + at().toEpochMilli());
        return message(thread.get(), id, title.get(), List.of());
    }

    /// An emoji on a message of ours; one that is taken back asks nothing.
    private InboundEvent reaction(JsonView reaction) {
        Optional<String> thread = thread(false);
        Optional<String> to = reaction.text("mid");
        Optional<String> emoji =
                reaction.text("emoji")
                        .filter(_ -> reaction.text("action").filter("react"::equals).isPresent());
        return thread.isPresent() && to.isPresent() && emoji.isPresent()
                ? new InboundEvent.Reaction(
                        message(
                                thread.get(),
                                "reaction:" + to.get() + ":" + at().toEpochMilli(),
                                emoji.get(),
                                List.of()),
                        to.get())
                : new IgnoredEvent("reaction");
    }

    private CustomerMessage message(
            String thread, String id, String text, List<Attachment> attachments) {
        return new CustomerMessage(
                account(false),
                thread,
                sender(thread, event.at("sender")),
                id,
                at(),
                text,
                attachments,
                Map.of(),
                Optional.empty());
    }

    /// The customer; one whom the same event names by the id of the whole app too is one person.
    private static Sender sender(String thread, JsonView person) {
        return new Sender(
                thread,
                person.text("user_id")
                        .filter(id -> !id.equals(thread))
                        .map(id -> new PersonIds(Optional.of(thread), Optional.of(id)))
                        .orElse(PersonIds.NONE),
                person.text("username"),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    /// An event without a text tells that a message exists, not that it was edited.
    private InboundEvent edit(JsonView edit) {
        Optional<String> thread = thread(false);
        if (edit.text("text").isEmpty() || edit.text("mid").isEmpty() || thread.isEmpty()) {
            return new IgnoredEvent("message_edit");
        }
        return new MessageEdit(
                account(false),
                thread.get(),
                edit.text("mid").get(),
                edit.text("text").get(),
                at());
    }

    /// An event that names only a time settles no message.
    private InboundEvent read(JsonView read) {
        return read.text("mid")
                .<InboundEvent>map(
                        mid ->
                                new Receipt(
                                        account(false),
                                        Optional.of(mid),
                                        Optional.empty(),
                                        Receipt.State.READ,
                                        Optional.empty(),
                                        at()))
                .orElseGet(() -> new IgnoredEvent("read"));
    }

    /// Files, shared posts, and the story that the message replies to.
    private static List<Attachment> attachments(JsonView message) {
        Stream<Attachment> story =
                message.at("reply_to").at("story").text("url").stream()
                        .map(
                                url ->
                                        Attachment.file(
                                                "image", Optional.of("story"), Optional.of(url)));
        Stream<Attachment> files = message.at("attachments").each().map(InstagramPayload::file);
        // stickers, GIFs and disappearing media: staff should know that something was sent
        Stream<Attachment> hidden =
                message.isTrue("is_unsupported")
                        ? Stream.of(
                                Attachment.file(
                                        "file", Optional.of("unsupported"), Optional.empty()))
                        : Stream.empty();
        return Stream.of(story, files, hidden).flatMap(each -> each).toList();
    }

    private static Attachment file(JsonView attachment) {
        String type = attachment.text("type").orElse("file");
        Optional<String> url = attachment.at("payload").text("url");
        Optional<String> title = attachment.at("payload").text("title");
        String ours =
                switch (type) {
                    case "image", "story_mention", "like_heart" -> "image";
                    case "video", "ig_reel", "reel" -> "video";
                    case "audio" -> "audio";
                    default -> "file";
                };
        return Attachment.file(
                ours, ours.equals(type) ? title : title.or(() -> Optional.of(type)), url);
    }

    private Optional<String> thread(boolean echo) {
        return event.at(echo ? "recipient" : "sender").text("id");
    }

    private String account(boolean echo) {
        return event.at(echo ? "sender" : "recipient").text("id").orElse(entry);
    }

    private Instant at() {
        return EventTime.ofMillis(event.number("timestamp"), now);
    }
}
