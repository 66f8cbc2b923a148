package handcar.channel.instagram;

import module java.base;

import handcar.channel.ChangeSide;
import handcar.channel.ContextAttachments;
import handcar.channel.EventTime;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Echo;
import handcar.channel.InboundEvent.IgnoredEvent;
import handcar.channel.InboundEvent.MessageDeletion;
import handcar.channel.InboundEvent.MessageEdit;
import handcar.channel.InboundEvent.Receipt;
import handcar.channel.InboundEvent.Sender;
import handcar.channel.InboundEvent.ThreadEvent;
import handcar.channel.InboundEvent.UnknownEvent;
import handcar.channel.MessageContent;
import handcar.channel.PersonIds;
import handcar.channel.StandbyEvent;
import handcar.channel.WebhookRequest;
import handcar.chat.InboundDetails;
import handcar.chat.UnansweredReason;
import handcar.json.JsonView;
import handcar.problem.Problem;

/// A webhook of Instagram: entries, each with events between one customer and our account.
/// <https://developers.facebook.com/docs/instagram-platform/webhooks/examples>
///
/// @param event one of `entry[].messaging[]`, or the value of one of `entry[].changes[]`
/// @param now when the webhook came
record InstagramPayload(JsonView event, String entry, Instant now) {
    /// A number below is no time in milliseconds of this century, but one in seconds.
    private static final long FIRST_MILLISECOND = 100_000_000_000L;

    private static final List<String> IGNORED = List.of("optin", "delivery", "pass_thread_control");

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
        // another app has a conversation that is on standby
        return Stream.of(
                        entry.at("messaging")
                                .each()
                                .flatMap(event -> new InstagramPayload(event, id, now).all()),
                        entry.at("changes").each().flatMap(change -> change(change, id, now)),
                        entry.at("standby")
                                .each()
                                .flatMap(event -> new InstagramPayload(event, id, now).all())
                                .map(StandbyEvent::of))
                .flatMap(each -> each);
    }

    /// The same events in the envelope of all other webhooks of Meta; comments and mentions under posts are no messages to us.
    private static Stream<InboundEvent> change(JsonView change, String entry, Instant now) {
        JsonView event = change.at("value");
        boolean isMessaging = event.at("sender").isPresent() && event.at("recipient").isPresent();
        return isMessaging
                ? new InstagramPayload(event, entry, now).all()
                : Stream.of(new IgnoredEvent("changes"));
    }

    /// What the event tells, behind the ids of the customer that it shows together, whatever becomes of it.
    private Stream<InboundEvent> all() {
        boolean echo = event.at("message").isTrue("is_echo") || isOurs();
        return thread(echo)
                .filter(id -> !id.equals(entry))
                .map(id -> sender(id, event.at(echo ? "recipient" : "sender")).ids())
                .orElse(PersonIds.NONE)
                .before(account(echo), read());
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
        if (event.at("referral").isPresent()) {
            return referral(event.at("referral"));
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
            return new MessageDeletion(account(echo), thread.get(), mid.get(), side(echo), at());
        }
        MessageContent content = InstagramContent.of(message);
        return echo
                ? echo(thread.get(), mid.get(), content)
                : message(thread.get(), mid.get(), content);
    }

    /// A pressed button of a template or an ice breaker: the customer sees its title as their own message.
    private InboundEvent postback(JsonView postback) {
        Optional<String> thread = thread(false);
        Optional<String> title = postback.text("title").or(() -> postback.text("payload"));
        if (thread.isEmpty() || title.isEmpty()) {
            return new UnknownEvent("postback without sender or title");
        }
        String id = postback.text("mid").orElse("postback:" + at().toEpochMilli());
        MessageContent content =
                postback.text("payload")
                                .or(() -> title)
                                .filter(MessageContent::isOpening)
                                .isPresent()
                        ? MessageContent.opening(Optional.empty())
                        : MessageContent.words(title.get());
        return message(
                thread.get(),
                id,
                content.about(InstagramContent.referral(postback.at("referral"))));
    }

    /// Somebody came by an advertisement or a link and has not written anything yet.
    private InboundEvent referral(JsonView referral) {
        return thread(false)
                .<InboundEvent>map(
                        thread ->
                                new CustomerMessage(
                                        account(false),
                                        thread,
                                        sender(thread, event.at("sender")),
                                        "referral:" + at().toEpochMilli(),
                                        at(),
                                        "",
                                        InstagramContent.referral(referral).toList(),
                                        Map.of(),
                                        Optional.empty(),
                                        InboundDetails.NONE.because(UnansweredReason.AUTOMATIC)))
                .orElseGet(() -> new UnknownEvent("referral without sender"));
    }

    /// An emoji on a message of the other side, or none any more. A person of ours who leaves one is there.
    private InboundEvent reaction(JsonView reaction) {
        boolean ours = isOurs();
        Optional<String> thread = thread(ours);
        Optional<String> to = reaction.text("mid");
        Optional<String> action = reaction.text("action");
        Optional<String> emoji =
                action.equals(Optional.of("unreact"))
                        ? Optional.of("")
                        : reaction.text("emoji").filter(_ -> action.equals(Optional.of("react")));
        if (thread.isEmpty() || to.isEmpty() || emoji.isEmpty()) {
            return new IgnoredEvent("reaction");
        }
        String id = "reaction:" + to.get() + ":" + at().toEpochMilli();
        MessageContent content = MessageContent.words(emoji.get());
        if (!ours) {
            return new InboundEvent.Reaction(message(thread.get(), id, content), to.get());
        }
        return emoji.get().isEmpty()
                ? new IgnoredEvent("reaction")
                : echo(
                        thread.get(),
                        id,
                        content.about(Stream.of(ContextAttachments.quoteOf(to.get()))));
    }

    /// Whether our own account did it.
    private boolean isOurs() {
        return event.at("sender").text("id").filter(entry::equals).isPresent();
    }

    private CustomerMessage message(String thread, String id, MessageContent content) {
        return new CustomerMessage(
                account(false),
                thread,
                sender(thread, event.at("sender")),
                id,
                at(),
                content,
                Map.of());
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
        boolean ours = isOurs();
        Optional<String> thread = thread(ours);
        Optional<String> mid = edit.text("mid");
        if (edit.text("text").isEmpty() || mid.isEmpty() || thread.isEmpty()) {
            return new IgnoredEvent("message_edit");
        }
        MessageContent content = MessageContent.words(edit.text("text").get());
        ThreadEvent whole =
                ours
                        ? echo(thread.get(), mid.get(), content)
                        : message(thread.get(), mid.get(), content);
        return new MessageEdit(
                account(ours),
                thread.get(),
                mid.get(),
                side(ours),
                content,
                at(),
                Optional.of(whole));
    }

    private static ChangeSide side(boolean ours) {
        return ours ? ChangeSide.STAFF : ChangeSide.CUSTOMER;
    }

    /// What a person of ours wrote in the app.
    private Echo echo(String thread, String id, MessageContent content) {
        return new Echo(
                account(true),
                thread,
                sender(thread, event.at("recipient")),
                id,
                at(),
                content.text(),
                content.attachments(),
                Map.of(),
                Optional.empty(),
                false);
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

    private Optional<String> thread(boolean echo) {
        return event.at(echo ? "recipient" : "sender").text("id");
    }

    private String account(boolean echo) {
        return event.at(echo ? "sender" : "recipient").text("id").orElse(entry);
    }

    /// In milliseconds; the other envelope may have seconds.
    private Instant at() {
        OptionalLong time = event.number("timestamp");
        return time.orElse(0) < FIRST_MILLISECOND
                ? EventTime.ofSeconds(time, now)
                : EventTime.ofMillis(time, now);
    }
}
