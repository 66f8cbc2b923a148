package handcar.channel;

import module java.base;

import handcar.chat.InboundDetails;
import handcar.json.JsonView;

/// One event that a provider's webhook, or a mailbox, reports.
public sealed interface InboundEvent {

    /// An event in one thread at the provider.
    sealed interface ThreadEvent extends InboundEvent {
        /// The account of ours, by the provider's name for it.
        String account();

        /// What keeps a conversation together at the provider; usually the customer's id.
        String thread();
    }

    /// A customer's message. One without text has its caption or nothing, and attachments.
    ///
    /// @param account the account of ours that was written to, by the provider's name for it
    /// @param thread what keeps a conversation together at the provider; usually the sender's id
    /// @param from who wrote
    /// @param id the provider's name for the message; the same one again is the same message
    /// @param address what a reply must name besides the thread (a Chatwoot inbox type, the mails it answers)
    /// @param subject of a mail
    /// @param details the whole text, and a reason not to answer; one without text needs none
    record CustomerMessage(
            String account,
            String thread,
            Sender from,
            String id,
            Instant at,
            String text,
            List<Attachment> attachments,
            Map<String, Object> address,
            Optional<String> subject,
            InboundDetails details)
            implements ThreadEvent {
        /// A message that is whole and is answered.
        public CustomerMessage(
                String account,
                String thread,
                Sender from,
                String id,
                Instant at,
                String text,
                List<Attachment> attachments,
                Map<String, Object> address,
                Optional<String> subject) {
            this(
                    account,
                    thread,
                    from,
                    id,
                    at,
                    text,
                    attachments,
                    address,
                    subject,
                    InboundDetails.NONE);
        }

        /// What a provider's message holds, without a subject.
        public CustomerMessage(
                String account,
                String thread,
                Sender from,
                String id,
                Instant at,
                MessageContent content,
                Map<String, Object> address) {
            this(
                    account,
                    thread,
                    from,
                    id,
                    at,
                    content.text(),
                    content.attachments(),
                    address,
                    Optional.empty(),
                    content.details());
        }

        /// The same message with other attachments.
        public CustomerMessage with(List<Attachment> others) {
            return new CustomerMessage(
                    account, thread, from, id, at, text, others, address, subject, details);
        }
    }

    /// A customer's emoji, as a message, on a message of ours; without text when it was taken off. On a question it is the answer.
    ///
    /// @param to the provider's name for our message
    record Reaction(CustomerMessage said, String to) implements ThreadEvent {
        @Override
        public String account() {
            return said.account();
        }

        @Override
        public String thread() {
            return said.thread();
        }
    }

    /// A message left our account; if this server did not send it, a person answered in the provider's own app.
    ///
    /// @param to the customer, who may not have written yet
    /// @param address what a reply must name besides the thread
    /// @param author who, as staff should read it (`chatwoot: Ann`); empty when the provider does not tell
    /// @param owns whether the person has the conversation from now on; otherwise the bot only pauses
    record Echo(
            String account,
            String thread,
            Sender to,
            String id,
            Instant at,
            String text,
            List<Attachment> attachments,
            Map<String, Object> address,
            Optional<String> author,
            boolean owns)
            implements ThreadEvent {
        /// The same echo in the thread by which we know the customer.
        public Echo in(String knownThread) {
            return new Echo(
                    account, knownThread, to, id, at, text, attachments, address, author, owns);
        }
    }

    /// The customer has another number from now on.
    ///
    /// @param from the ids before
    /// @param to the ids from now on
    record NumberChange(
            String account, String thread, PersonIds from, PersonIds to, String id, Instant at)
            implements ThreadEvent {}

    /// Ids of one person that an event shows together, whatever becomes of it.
    record IdPair(String account, PersonIds ids) implements InboundEvent {}

    /// The delivery state of a message of ours. Receipts may come in any order and more than once.
    ///
    /// @param id the provider's name for the message
    /// @param delivery our own name, where the provider repeats it
    record Receipt(
            String account,
            Optional<String> id,
            Optional<UUID> delivery,
            State state,
            Optional<String> error,
            Instant at)
            implements InboundEvent {
        /// From worst to best; a later one takes back no better one, except that `FAILED` is final before `DELIVERED`.
        public enum State {
            FAILED,
            SENT,
            DELIVERED,
            READ
        }
    }

    /// A message was edited: by the customer, or by a person in the provider's own app.
    ///
    /// @param whole the message as it reads now, for one that never came here; empty when nobody tells whose it is
    record MessageEdit(
            String account,
            String thread,
            String id,
            ChangeSide by,
            MessageContent content,
            Instant at,
            Optional<ThreadEvent> whole)
            implements ThreadEvent {}

    /// A message was deleted: by the customer, or by a person in the provider's own app.
    record MessageDeletion(String account, String thread, String id, ChangeSide by, Instant at)
            implements ThreadEvent {}

    /// A member of staff answered the customer in a tool of theirs (Slack): it is to be sent to the customer.
    ///
    /// @param author who, as staff should read it (`slack: U024BE7LH`)
    record StaffReply(
            String account, String thread, String id, String text, String author, Instant at)
            implements ThreadEvent {}

    /// Something happened at the provider, or in a tool of staff, that staff have to know.
    ///
    /// @param notice a sentence for staff
    record StaffNotice(String account, String thread, String notice, Instant at)
            implements ThreadEvent {}

    /// The customer rated the whole conversation with one star (bad) to five.
    ///
    /// @param said their comment, as a message; without text when there is none
    record Survey(CustomerMessage said, int stars) implements InboundEvent {}

    /// Staff took over, released or closed a conversation in the provider's own inbox.
    record StatusChange(String account, String thread, Status status, Instant at)
            implements ThreadEvent {
        public enum Status {
            TAKEN,
            RELEASED,
            CLOSED
        }
    }

    /// The provider's connection to the network changed (Evolution).
    ///
    /// @param state `open`, `connecting`, `close` or `refused`
    record ConnectionChange(String account, String state, Optional<String> reason, Instant at)
            implements InboundEvent {}

    /// An event of a known type that is not used on purpose: groups, protocol messages.
    record IgnoredEvent(String type) implements InboundEvent {}

    /// An event of a type that this version does not know.
    record UnknownEvent(String type) implements InboundEvent {}

    /// Who wrote. `id` is what the provider proves; everything else may be missing, the phone number too.
    ///
    /// @param ids every id that the provider shows for the person in this event
    record Sender(
            String id,
            PersonIds ids,
            Optional<String> name,
            Optional<String> phone,
            Optional<String> email,
            Map<String, Object> attributes) {
        public Sender(
                String id,
                Optional<String> name,
                Optional<String> phone,
                Optional<String> email,
                Map<String, Object> attributes) {
            this(id, PersonIds.NONE, name, phone, email, attributes);
        }

        public static Sender of(String id, Optional<String> name) {
            return new Sender(id, name, Optional.empty(), Optional.empty(), Map.of());
        }
    }

    /// Media, kept as a reference; or what a message refers to.
    ///
    /// @param type `image`, `audio`, `video`, `file`, `location`, `contact`, `sticker` or `context`
    /// @param reference the provider's id or URL for it, `geo:` or `tel:`; never a URL that carries a secret
    /// @param bytes its size
    /// @param content its bytes, where they come with the message
    record Attachment(
            String type,
            Optional<String> mimeType,
            Optional<String> name,
            Optional<Long> bytes,
            Optional<String> caption,
            Optional<String> reference,
            Optional<AttachedBytes> content) {
        /// A file that is fetched by its reference, if it has one.
        public Attachment(
                String type,
                Optional<String> mimeType,
                Optional<String> name,
                Optional<Long> bytes,
                Optional<String> caption,
                Optional<String> reference) {
            this(type, mimeType, name, bytes, caption, reference, Optional.empty());
        }

        /// The same file with its bytes.
        public Attachment with(AttachedBytes bytesOfIt) {
            return new Attachment(
                    type, mimeType, name, bytes, caption, reference, Optional.of(bytesOfIt));
        }

        /// A file of which nothing but its name and where it lies is known.
        public static Attachment file(
                String type, Optional<String> name, Optional<String> reference) {
            return new Attachment(
                    type, Optional.empty(), name, Optional.empty(), Optional.empty(), reference);
        }

        /// A point on the map; empty when the coordinates are no numbers.
        public static Optional<Attachment> location(
                JsonView latitude,
                JsonView longitude,
                Optional<String> name,
                Optional<String> address) {
            boolean isPoint = latitude.isNumeric() && longitude.isNumeric();
            var point = Optional.of("geo:" + latitude.value() + "," + longitude.value());
            Optional<Long> no = Optional.empty();
            var at = new Attachment("location", Optional.empty(), name, no, address, point);
            return Optional.of(at).filter(_ -> isPoint);
        }
    }
}
