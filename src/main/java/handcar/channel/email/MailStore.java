package handcar.channel.email;

import module java.base;

import handcar.chat.MessageLoop;
import handcar.db.Database;

/// How far each mailbox was read, and which thread each mail belongs to.
final class MailStore {
    private final Database db;

    /// How far a folder was read.
    ///
    /// @param lookedAt the last poll
    record Position(long validity, long uid, Instant lookedAt) {}

    MailStore(Database db) {
        this.db = db;
    }

    Optional<Position> position(String account, String folder) {
        return db.named("channel.mail-mark")
                .with("account", account)
                .with("folder", folder)
                .first(
                        row ->
                                new Position(
                                        row.number("validity"),
                                        row.number("uid"),
                                        row.instant("looked_at")));
    }

    /// Stores that everything up to this mail is stored.
    void remember(String account, String folder, long validity, long uid) {
        db.named("channel.mail-remember")
                .with("account", account)
                .with("folder", folder)
                .with("validity", validity)
                .with("uid", uid)
                .change();
    }

    /// The thread of a mail: its own when it was read before, else that of the nearest mail it replies to. Only mails of the
    /// same customer count: who learns a mail's identifier must not get into somebody else's conversation.
    Optional<String> thread(String account, ParsedMail mail) {
        String[] names = mail.answered().toArray(String[]::new);
        UUID[] ours =
                mail.answered().stream()
                        .flatMap(name -> MessageIds.delivery(name).stream())
                        .toArray(UUID[]::new);
        return db.named("channel.mail-thread")
                .with("account", account)
                .with("key", mail.key())
                .with("names", names)
                .with("deliveries", ours)
                .with("sender", mail.people().outsider())
                .first(row -> row.text("thread"));
    }

    /// What we wrote to a customer, the latest first.
    List<String> sent(String account, String customer) {
        return db.named("channel.mail-sent")
                .with("account", account)
                .with("customer", customer)
                .list(row -> row.text("content"));
    }

    /// What a sender wrote within the last day and got an answer to, or was not to be answered as a loop.
    List<String> lately(String account, String sender) {
        return db.named("channel.mail-lately")
                .with("account", account)
                .with("sender", sender)
                .list(row -> row.text("content"));
    }

    /// What a sender and we wrote within minutes, in all threads, oldest first.
    List<MessageLoop.Utterance> exchange(String account, String sender) {
        return db.named("channel.mail-exchange")
                .with("account", account)
                .with("sender", sender)
                .list(row -> new MessageLoop.Utterance(row.flag("ours"), row.text("content")))
                .reversed();
    }

    /// Stores the thread of a mail; replies to the mail are found by it.
    void keep(String account, ParsedMail mail, String thread) {
        db.named("channel.mail-keep")
                .with("account", account)
                .with("key", mail.key())
                .with("name", mail.name())
                .with("thread", thread)
                .change();
    }

    /// Which deliveries of a report are ours.
    List<UUID> known(String account, List<UUID> deliveries) {
        return db.named("channel.mail-deliveries")
                .with("account", account)
                .with("ids", deliveries.toArray(UUID[]::new))
                .list(row -> row.uuid("id"));
    }
}
