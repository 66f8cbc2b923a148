package handcar.channel.whatsapp;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.PersonIds;
import handcar.json.JsonView;

/// A person on WhatsApp. A person with a username may have no number here, but has the id that Meta assigns for this business. <https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids>
///
/// @param userId the business-scoped id, `US.13491208655302741918`
/// @param number digits without a plus
/// @param contact the entry for the person among the webhook's `contacts`
record WhatsAppUser(Optional<String> userId, Optional<String> number, JsonView contact) {
    /// The person is the same, and has another number or another id for it. The second is the name that older versions have.
    private static final Set<String> CHANGES =
            Set.of("user_changed_number", "customer_changed_number", "user_changed_user_id");

    private static final Pattern NUMBER = Pattern.compile("\\+?\\d+");

    /// The sender of a message; empty when it names none.
    static Optional<WhatsAppUser> of(JsonView message, JsonView contacts) {
        Optional<String> userId = message.text("from_user_id");
        return known(userId, message.text("from"), contacts);
    }

    /// The receiver of a message of ours, by the ids that the customer's own messages have.
    static Optional<WhatsAppUser> addressee(JsonView message, JsonView contacts) {
        Optional<String> userId = message.text("to_user_id").or(() -> message.text("recipient"));
        return known(userId, message.text("to"), contacts);
    }

    /// The customer on the other side of a call; empty when it does not tell who called whom.
    static Optional<WhatsAppUser> caller(JsonView call, JsonView contacts) {
        return switch (call.text("direction").orElse("")) {
            case "USER_INITIATED" -> of(call, contacts);
            case "BUSINESS_INITIATED" -> addressee(call, contacts);
            default -> Optional.empty();
        };
    }

    /// Whom a status is about. A group's id is nobody's.
    static Optional<WhatsAppUser> recipient(JsonView status, JsonView contacts) {
        return known(
                status.text("recipient_user_id"),
                status.text("recipient_id").filter(id -> NUMBER.matcher(id).matches()),
                contacts);
    }

    private static Optional<WhatsAppUser> known(
            Optional<String> userId, Optional<String> number, JsonView contacts) {
        JsonView contact = contact(contacts, userId, number);
        return Optional.of(
                        new WhatsAppUser(
                                userId.or(() -> contact.text("user_id")),
                                number.or(() -> contact.text("wa_id")).map(WhatsAppUser::digits),
                                contact))
                .filter(found -> found.userId().isPresent() || found.number().isPresent());
    }

    /// The ids of an entry of `contacts`, or of another list of people.
    static PersonIds ids(JsonView person) {
        return new PersonIds(person.text("user_id"), waId(person));
    }

    /// The event, behind the ids that it shows together of this person.
    static Stream<InboundEvent> shown(
            String account, Optional<WhatsAppUser> who, InboundEvent event) {
        return who.map(WhatsAppUser::ids).orElse(PersonIds.NONE).before(account, event);
    }

    /// The person has another id, as partners of Meta pass it on. <https://developer.8x8.com/connect/docs/whatsapp-business-scoped-user-ids>
    static InboundEvent changed(JsonView update, String account, Instant at) {
        JsonView id = update.at("user_id");
        Optional<String> now =
                id.text("current")
                        .or(() -> update.text("user_id"))
                        .or(() -> update.text("new_user_id"));
        Optional<String> number = update.text("wa_id").map(WhatsAppUser::digits);
        PersonIds before =
                new PersonIds(
                        id.text("previous").or(() -> update.text("previous_user_id")), number);
        return now.isEmpty() || before.all().isEmpty()
                ? new InboundEvent.IgnoredEvent("user_id_update")
                : new InboundEvent.NumberChange(
                        account,
                        before.all().getFirst(),
                        before,
                        new PersonIds(now, number),
                        "user_id_update:" + now.get(),
                        at);
    }

    /// This person's number, or the id for it, changed. <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages/system>
    InboundEvent renewed(JsonView message, String account, Instant at) {
        JsonView news = message.at("system");
        PersonIds before = new PersonIds(news.text("previous_user_id").or(() -> userId), number);
        PersonIds now =
                new PersonIds(
                        news.text("user_id").or(() -> news.text("new_user_id")),
                        news.text("wa_id")
                                .or(() -> news.text("new_wa_id"))
                                .map(WhatsAppUser::digits));
        boolean changed = news.text("type").filter(CHANGES::contains).isPresent();
        return changed && !now.all().isEmpty()
                ? new InboundEvent.NumberChange(
                        account,
                        before.all().getFirst(),
                        before,
                        now,
                        message.text("id").orElseThrow(),
                        at)
                : new InboundEvent.IgnoredEvent("system");
    }

    String id() {
        return userId.or(() -> number).orElseThrow();
    }

    PersonIds ids() {
        return new PersonIds(userId, number);
    }

    InboundEvent.Sender sender(JsonView message) {
        JsonView profile = contact.at("profile");
        Map<String, Object> attributes = new HashMap<>();
        profile.text("username").ifPresent(name -> attributes.put("username", name));
        message.at("referral").text("source_url").ifPresent(url -> attributes.put("referral", url));
        return new InboundEvent.Sender(
                id(),
                ids(),
                profile.text("name").or(() -> profile.text("username")),
                number.map("+"::concat),
                Optional.empty(),
                attributes);
    }

    /// Where a reply is sent: to the number when Meta tells it.
    Map<String, Object> address() {
        Map<String, Object> address = new HashMap<>();
        number.ifPresent(digits -> address.put("to", digits));
        userId.ifPresent(id -> address.put("recipient", id));
        return address;
    }

    /// The contact that belongs to the message; a single contact belongs to every message beside it, unless it has the id of
    /// somebody else.
    private static JsonView contact(
            JsonView contacts, Optional<String> userId, Optional<String> number) {
        Optional<String> digits = number.map(WhatsAppUser::digits);
        return contacts.each()
                .filter(
                        contact ->
                                same(userId, contact.text("user_id"))
                                        || same(digits, waId(contact)))
                .findFirst()
                .or(
                        () ->
                                Optional.of(contacts.at(0))
                                        .filter(_ -> !contacts.at(1).isPresent())
                                        .filter(one -> !differ(userId, one.text("user_id")))
                                        .filter(one -> !differ(digits, waId(one))))
                .orElseGet(() -> new JsonView(null));
    }

    private static Optional<String> waId(JsonView contact) {
        return contact.text("wa_id").map(WhatsAppUser::digits);
    }

    private static boolean same(Optional<String> one, Optional<String> other) {
        return one.isPresent() && one.equals(other);
    }

    private static boolean differ(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    static String digits(String number) {
        return number.startsWith("+") ? number.substring(1) : number;
    }
}
