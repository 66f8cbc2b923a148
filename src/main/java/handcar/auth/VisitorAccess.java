package handcar.auth;

import module java.base;

import handcar.db.Database;
import handcar.problem.Problem;

/// What a visitor's token is good for: it goes on as long as it is used, and ends when the conversation is closed, when its contact
/// is erased, or after a month without use. Opening a conversation again renews it.
public final class VisitorAccess {
    private static final Duration UNUSED = Duration.ofDays(30);

    /// Use is written down at most once in so long.
    private static final Duration PRECISION = Duration.ofDays(1);

    private final Database db;
    private final VisitorTokens tokens;

    public VisitorAccess(Database db, VisitorTokens tokens) {
        this.db = db;
        this.tokens = tokens;
    }

    /// A token for one contact's one conversation.
    public String begin(UUID conversation, UUID contact) {
        db.named("auth.begin-visit")
                .with("conversation_id", conversation)
                .with("seconds", (double) UNUSED.toSeconds())
                .change();
        return tokens.issue(conversation, contact);
    }

    /// The visitor of a valid token; throws [Problem.Unauthorized] for an invalid one, and for one that has ended.
    VisitorPrincipal visitor(String token) {
        VisitorPrincipal visitor = tokens.verify(token);
        if (!isOpen(visitor.conversation())) {
            throw new Problem.Unauthorized(
                    "conversation_ended",
                    "This conversation has ended: it was closed or erased, or not used for a month."
                            + " Begin a new one.");
        }
        return visitor;
    }

    /// Whether the visitor may go on with a conversation.
    public boolean isOpen(UUID conversation) {
        return db.named("auth.find-visit")
                .with("conversation_id", conversation)
                .with("fresh", (double) UNUSED.minus(PRECISION).toSeconds())
                .first(row -> row.flag("stale"))
                .map(
                        stale -> {
                            if (stale) {
                                prolong(conversation);
                            }
                            return true;
                        })
                .orElse(false);
    }

    private void prolong(UUID conversation) {
        db.named("auth.prolong-visit")
                .with("conversation_id", conversation)
                .with("seconds", (double) UNUSED.toSeconds())
                .change();
    }
}
