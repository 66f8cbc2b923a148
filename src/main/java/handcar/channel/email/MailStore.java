package handcar.channel.email;

import module java.base;

import handcar.chat.MessageLoop;
import handcar.db.Database;
import handcar.db.Row;

/// How far each mailbox was read, and which thread each mail belongs to.
final class MailStore {
    /// Identifiers that are kept of the mails which a mail answers.
    private static final int NEAREST = 5;

    private final Database db;

    /// How far a folder was read.
    ///
    /// @param lookedAt the last poll
    /// @param begun when this was asked, by the clock of the database
    record Position(long validity, long uid, Instant lookedAt, Instant begun) {}

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
                                        row.instant("looked_at"),
                                        row.instant("begun")));
    }

    MailFailures failures(String account, String folder) {
        return new MailFailures(db, account, folder);
    }

    MailWaits waits(String account, String folder) {
        return new MailWaits(db, account, folder);
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

    /// As whom somebody writes in a thread.
    enum Standing {
        /// By an address of the customer.
        CUSTOMER,
        /// By another one, and the answer is wanted at an address of the customer.
        REPLY_TO,
        /// A person of ours wrote to them in it.
        RECIPIENT
    }

    /// A thread that was found.
    ///
    /// @param customer the address by which its customer is known
    record FoundThread(String name, String customer, Standing standing) {
        /// Whether somebody else than its customer writes.
        boolean isOthers() {
            return standing == Standing.RECIPIENT;
        }
    }

    /// The thread of a mail that is answered.
    ///
    /// @param isPersons whether a person of ours wrote the mail, or has the conversation or is awaited in it
    record AnsweredThread(String name, String customer, boolean isPersons) {}

    /// The thread of a mail: its own when it was read before, else that of the nearest mail it replies to. Only mails of the
    /// same customer count, by any address they asked to be answered at, and those to whom a person of ours wrote in the thread: who
    /// learns a mail's identifier must not get into somebody else's conversation.
    ///
    /// @param customer who wrote it, or whom a person of ours writes to
    /// @param replyTo where the customer wants the answer
    Optional<FoundThread> thread(String account, ParsedMail mail, String customer, String replyTo) {
        return db.named("channel.mail-thread")
                .with("account", account)
                .with("key", mail.key())
                .with("name", mail.name())
                .with("names", mail.answered().toArray(String[]::new))
                .with("deliveries", ours(mail))
                .with("sender", customer)
                .with("reply_to", replyTo)
                .first(MailStore::known);
    }

    /// The thread of the mail that a person of ours answers, or that others were copied in on, whoever is in it.
    Optional<AnsweredThread> threadAnswered(String account, ParsedMail mail) {
        return db.named("channel.mail-thread-answered")
                .with("account", account)
                .with("name", mail.name())
                .with("names", mail.answered().toArray(String[]::new))
                .with("deliveries", ours(mail))
                .with(
                        "outside",
                        mail.recipients().outside().stream()
                                .map(MailRecipients.Recipient::address)
                                .toArray(String[]::new))
                .first(
                        row ->
                                new AnsweredThread(
                                        row.text("thread"),
                                        row.findText("customer").orElse(""),
                                        row.flag("is_persons")));
    }

    private static UUID[] ours(ParsedMail mail) {
        return mail.answered().stream()
                .flatMap(name -> MessageIds.delivery(name).stream())
                .toArray(UUID[]::new);
    }

    private static FoundThread known(Row row) {
        return new FoundThread(
                row.text("thread"),
                row.findText("customer").orElse(""),
                Standing.valueOf(row.text("standing").toUpperCase(Locale.ROOT)));
    }

    /// The thread that a mail continues without naming a mail of it: one with the same customer and subject that a person of ours
    /// has, is awaited in or has paused the agent in; any that is open when that person writes.
    ///
    /// @param customer who wrote it, or whom a person of ours writes to
    Optional<FoundThread> threadOfSubject(String account, ParsedMail mail, String customer) {
        return MailSubject.of(mail)
                .filter(_ -> mail.report().isEmpty())
                .flatMap(
                        subject ->
                                db.named("channel.mail-thread-of-subject")
                                        .with("account", account)
                                        .with("sender", customer)
                                        .with("subject", subject)
                                        .with("is_staffs", mail.isByStaff())
                                        .first(MailStore::known));
    }

    /// What we and a customer wrote, the latest first.
    SentTexts said(String account, String customer) {
        return new SentTexts(said(account, customer, false), said(account, customer, true));
    }

    /// The same with what the customer wrote just now.
    SentTexts said(String account, String customer, String now) {
        List<String> theirs = new ArrayList<>(said(account, customer, true));
        theirs.addFirst(now);
        return new SentTexts(said(account, customer, false), theirs);
    }

    private List<String> said(String account, String customer, boolean isTheirs) {
        return db.named("channel.mail-said")
                .with("account", account)
                .with("customer", customer)
                .with("is_theirs", isTheirs)
                .list(row -> row.text("content"));
    }

    /// What a sender and we wrote lately, in all threads, oldest first.
    List<MessageLoop.Utterance> exchange(String account, String sender) {
        return db.named("channel.mail-exchange")
                .with("account", account)
                .with("sender", sender)
                .with("since", Instant.now().minus(MessageLoop.MEMORY))
                .list(
                        row ->
                                new MessageLoop.Utterance(
                                        row.flag("ours"), row.text("content"), row.instant("at")))
                .reversed();
    }

    /// How quickly a sender answers us.
    ///
    /// @param sentAt when the last answer of ours was sent, within seconds before this mail
    /// @param earlier mails lately that came sooner after the answer that they named than anybody types
    record Reflexes(Optional<Instant> sentAt, long earlier) {}

    Reflexes reflexes(String account, ParsedMail mail) {
        return db.named("channel.mail-reflexes")
                .with("account", account)
                .with("sender", mail.people().sender())
                .with("key", mail.key())
                .with("at", mail.at())
                .first(row -> new Reflexes(row.findInstant("sent_at"), row.number("earlier")))
                .orElseThrow();
    }

    /// Whether this server sent the mail of this identifier.
    boolean isSent(String account, String name) {
        return !known(account, MessageIds.delivery(name).stream().toList()).isEmpty();
    }

    /// Whether a mail of this identifier is ours or was read.
    boolean isKnown(String account, String name) {
        return MessageIds.delivery(name).isPresent()
                || db.named("channel.mail-is-known")
                        .with("account", account)
                        .with("name", name)
                        .first(row -> row.flag("known"))
                        .orElseThrow();
    }

    /// Stores the thread of a mail; replies to the mail, and what it replies to, are found by it.
    ///
    /// @param isReflex whether it came sooner after the mail of ours that it answers than anybody types it
    void keep(String account, ParsedMail mail, MailThread thread, boolean isReflex) {
        db.named("channel.mail-keep")
                .with("account", account)
                .with("key", thread.key(mail))
                .with("name", mail.name())
                .with("thread", thread.name())
                .with("people", thread.people().toArray(String[]::new))
                .with("recipients", thread.recipients(mail).toArray(String[]::new))
                .with("subject", MailSubject.of(mail).orElse(null))
                .with("answers", mail.answered().stream().limit(NEAREST).toArray(String[]::new))
                .with("written_at", mail.at())
                .with("reflex_at", isReflex ? mail.at() : null)
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
