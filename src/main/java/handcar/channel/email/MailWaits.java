package handcar.channel.email;

import module java.base;

import handcar.db.Database;

/// Which mails of a folder wait for the mail that they answer: a person of ours may have written first, and the copy of it comes
/// later. They are rows, so that the position of the mailbox goes on meanwhile and every process knows them.
record MailWaits(Database db, String account, String folder) {
    /// How long before a look begins a mail must have been seen, so that the copy has come by then.
    private static final Duration LEAST = Duration.ofSeconds(3);

    /// After this nobody waits for a mailbox that is never read to its end.
    private static final Duration MOST = Duration.ofMinutes(5);

    /// Why a mail waits.
    enum WaitReason {
        /// It answers a mail that is not here yet.
        REPLY,
        /// A person of ours wrote it, and only the mail that it answers tells to whom.
        UNNAMED,
        /// It is not sent yet.
        DRAFT
    }

    /// Remembers a mail when it is seen first.
    void add(long validity, long uid, String answers, WaitReason reason) {
        db.named("channel.mail-wait")
                .with("account", account)
                .with("folder", folder)
                .with("validity", validity)
                .with("uid", uid)
                .with("answers", answers)
                .with("reason", reason.name().toLowerCase(Locale.ROOT))
                .change();
    }

    /// The mails that have waited enough.
    ///
    /// @param begun when the look began
    /// @param ended whether it has read all that was there then
    List<Long> over(long validity, Instant begun, boolean ended) {
        return db.named("channel.mail-waited")
                .with("account", account)
                .with("folder", folder)
                .with("validity", validity)
                .with("begun", begun)
                .with("ended", ended)
                .with("least_seconds", LEAST.toSeconds())
                .with("most_seconds", MOST.toSeconds())
                .list(row -> row.number("uid"));
    }

    /// The mails that wait for one of these.
    List<Long> of(long validity, List<String> names) {
        return db.named("channel.mail-waits-for")
                .with("account", account)
                .with("folder", folder)
                .with("validity", validity)
                .with("names", names.toArray(String[]::new))
                .list(row -> row.number("uid"));
    }

    /// Forgets a mail that is stored.
    void remove(long validity, long uid) {
        db.named("channel.mail-wait-over")
                .with("account", account)
                .with("folder", folder)
                .with("validity", validity)
                .with("uid", uid)
                .change();
    }
}
