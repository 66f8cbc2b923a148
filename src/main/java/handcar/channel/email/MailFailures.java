package handcar.channel.email;

import module java.base;

import handcar.db.Database;

/// Which mails of a folder its server could not give at the last look. They are rows: whoever looks next, also another process, knows
/// that a mail failed before.
record MailFailures(Database db, String account, String folder) {
    /// The numbers of those mails, as the folder counts.
    Set<Long> lately(long validity) {
        return Set.copyOf(
                db.named("channel.mail-failures")
                        .with("account", account)
                        .with("folder", folder)
                        .with("validity", validity)
                        .list(row -> row.number("uid")));
    }

    /// Remembers a mail. Returns whether this is its first failure.
    boolean add(long validity, long uid) {
        return db.named("channel.mail-failed")
                .with("account", account)
                .with("folder", folder)
                .with("validity", validity)
                .with("uid", uid)
                .first(row -> row.number("uid"))
                .isPresent();
    }

    /// Forgets a mail that could be read after all.
    void remove(long validity, long uid) {
        db.named("channel.mail-readable")
                .with("account", account)
                .with("folder", folder)
                .with("validity", validity)
                .with("uid", uid)
                .change();
    }
}
