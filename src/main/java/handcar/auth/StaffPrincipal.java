package handcar.auth;

import module java.base;

import handcar.audit.Actor;
import handcar.audit.Principal;
import handcar.problem.Problem;

/// An authenticated member of staff, or a program that acts as one.
///
/// @param kind how they authenticated
/// @param id the user's id, or the key's; none for the admin token
/// @param session the session; empty for the admin token and API keys
/// @param email the user's address; empty for others
/// @param name the name shown beside their actions
/// @param mustEnrol whether they have to set up a second factor before anything else
public record StaffPrincipal(
        Kind kind,
        Optional<UUID> id,
        Optional<UUID> session,
        String email,
        String name,
        Role role,
        boolean mustEnrol)
        implements Principal {

    /// How the caller authenticated.
    public enum Kind {
        USER,
        ADMIN_TOKEN,
        API_KEY
    }

    /// Somebody from whom nothing more is demanded.
    public StaffPrincipal(
            Kind kind,
            Optional<UUID> id,
            Optional<UUID> session,
            String email,
            String name,
            Role role) {
        this(kind, id, session, email, name, role, false);
    }

    static StaffPrincipal adminToken(Optional<UUID> session) {
        return new StaffPrincipal(
                Kind.ADMIN_TOKEN, Optional.empty(), session, "", "Admin token", Role.OWNER);
    }

    static StaffPrincipal user(User user, UUID session, boolean mustEnrol) {
        return new StaffPrincipal(
                Kind.USER,
                Optional.of(user.id()),
                Optional.of(session),
                user.email(),
                user.name(),
                user.role(),
                mustEnrol);
    }

    /// API keys may answer customers, but not administer the installation.
    static StaffPrincipal key(ApiKey key) {
        return new StaffPrincipal(
                Kind.API_KEY, Optional.of(key.id()), Optional.empty(), "", key.name(), Role.AGENT);
    }

    /// The user's id, for what belongs to a person (assignment, notes); empty for tokens and API keys.
    public Optional<UUID> userId() {
        return kind == Kind.USER ? id : Optional.empty();
    }

    /// The caller as the audit log names them.
    @Override
    public Actor actor() {
        return new Actor(kind.name().toLowerCase(java.util.Locale.ROOT), id, name);
    }

    /// The refusal of what they may not do.
    Problem.Forbidden refused(String code, String message) {
        String caller = kind.name().toLowerCase(Locale.ROOT);
        return RefusedAccess.of(caller + id.map(known -> ":" + known).orElse(""), code, message);
    }
}
