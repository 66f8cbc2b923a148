package handcar.auth;

import handcar.audit.Actor;

import java.util.Optional;
import java.util.UUID;

/// A proven member of staff, or what acts as one.
///
/// @param kind how they proved it
/// @param id the user's id, or the key's; none for the admin token
/// @param session the session behind the proof; none for the admin token and keys
/// @param email the user's address; empty for others
/// @param name what to show where it says who did something
public record StaffPrincipal(
        Kind kind,
        Optional<UUID> id,
        Optional<UUID> session,
        String email,
        String name,
        Role role) {

    /// Where the authority comes from.
    public enum Kind {
        USER,
        ADMIN_TOKEN,
        API_KEY
    }

    static StaffPrincipal adminToken(Optional<UUID> session) {
        return new StaffPrincipal(
                Kind.ADMIN_TOKEN, Optional.empty(), session, "", "Admin token", Role.OWNER);
    }

    static StaffPrincipal user(User user, UUID session) {
        return new StaffPrincipal(
                Kind.USER,
                Optional.of(user.id()),
                Optional.of(session),
                user.email(),
                user.name(),
                user.role());
    }

    /// Keys answer customers; they never run the installation.
    static StaffPrincipal key(ApiKey key) {
        return new StaffPrincipal(
                Kind.API_KEY, Optional.of(key.id()), Optional.empty(), "", key.name(), Role.AGENT);
    }

    /// The user's own id, for what belongs to a person (assignment, notes); none for tokens and keys.
    public Optional<UUID> userId() {
        return kind == Kind.USER ? id : Optional.empty();
    }

    /// How the audit log names them.
    public Actor actor() {
        return new Actor(kind.name().toLowerCase(java.util.Locale.ROOT), id, name);
    }
}
