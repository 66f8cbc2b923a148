package handcar.auth;

import module java.base;

import handcar.config.Secret;
import handcar.config.SigningSecrets;
import handcar.db.Db;
import handcar.db.Tx;

/// Codes that were mailed to users: a link to choose a new password, and six digits to log in. One for each purpose is valid; it works
/// once. Only a keyed hash is stored.
public final class MailedCodes {
    /// So many wrong guesses of six digits end the code.
    private static final int MOST_WRONG = 5;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyDerivation keys;

    /// What a code is good for.
    enum Purpose {
        PASSWORD_RESET(Duration.ofHours(1), Duration.ofMinutes(5)),
        LOG_IN(Duration.ofMinutes(10), Duration.ofMinutes(1));

        private final Duration lifetime;

        /// Between two mails to one account.
        private final Duration pause;

        Purpose(Duration lifetime, Duration pause) {
            this.lifetime = lifetime;
            this.pause = pause;
        }

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Purpose of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    public MailedCodes(SigningSecrets signing) {
        this.keys = new KeyDerivation(signing);
    }

    /// A new code; empty when one was made a moment ago.
    ///
    /// @param again the mail with the last code could not be sent
    Optional<String> issue(Tx tx, Purpose purpose, UUID user, boolean again) {
        String code =
                switch (purpose) {
                    case PASSWORD_RESET -> Secret.random().reveal();
                    case LOG_IN -> "%06d".formatted(RANDOM.nextInt(1_000_000));
                };
        return tx.named("auth.put-mailed-code")
                .with("user_id", user)
                .with("purpose", purpose.wire())
                .with("hash", keys.mark(label(purpose), text(purpose, user, code)))
                .with("seconds", (double) purpose.lifetime.toSeconds())
                .with("pause", again ? 0.0 : (double) purpose.pause.toSeconds())
                .first(_ -> code);
    }

    /// Whose link to choose a new password this is.
    Optional<User> user(Db db, String code) {
        return keys.find(
                label(Purpose.PASSWORD_RESET),
                code,
                hash ->
                        db.named("auth.find-mailed-code")
                                .with("hash", hash)
                                .with("purpose", Purpose.PASSWORD_RESET.wire())
                                .first(UserStore::user));
    }

    /// Whether these are the six digits that are valid now. Each guess counts as a wrong one before it is compared, also of many at
    /// once; [#takeBack] undoes that.
    boolean isRight(Db db, UUID user, String code) {
        return isCounted(db, user) && isValid(db, user, code);
    }

    private boolean isCounted(Db db, UUID user) {
        return db.named("auth.count-code-try")
                .with("user_id", user)
                .with("purpose", Purpose.LOG_IN.wire())
                .with("most", MOST_WRONG)
                .first(row -> true)
                .orElse(false);
    }

    /// The guess was right, and did not use the code up.
    void takeBack(Db db, UUID user) {
        db.named("auth.take-code-try-back")
                .with("user_id", user)
                .with("purpose", Purpose.LOG_IN.wire())
                .change();
    }

    private boolean isValid(Db db, UUID user, String code) {
        return keys.find(
                        label(Purpose.LOG_IN),
                        text(Purpose.LOG_IN, user, code),
                        hash ->
                                db.named("auth.find-mailed-code")
                                        .with("hash", hash)
                                        .with("purpose", Purpose.LOG_IN.wire())
                                        .first(UserStore::user))
                .filter(found -> found.id().equals(user))
                .isPresent();
    }

    /// Whether the code is right; it is used up then.
    boolean spend(Db db, Purpose purpose, UUID user, String code) {
        return keys.find(
                        label(purpose),
                        text(purpose, user, code),
                        hash ->
                                db.named("auth.spend-mailed-code")
                                        .with("user_id", user)
                                        .with("purpose", purpose.wire())
                                        .with("hash", hash)
                                        .first(row -> row.uuid("user_id")))
                .isPresent();
    }

    /// Ends all codes of a user, who has another password now or may not log in.
    void end(Db db, UUID user) {
        db.named("auth.end-mailed-codes").with("user_id", user).change();
    }

    private static String label(Purpose purpose) {
        return "mailed " + purpose.wire();
    }

    /// A link stands for itself; six digits may be the same for two users.
    private static String text(Purpose purpose, UUID user, String code) {
        return purpose == Purpose.LOG_IN ? user + "\n" + code : code;
    }
}
