package handcar.audit;

import module java.base;

/// Who did something: a member of staff, the server itself, or a caller who could not authenticate.
///
/// @param kind `user`, `admin_token`, `api_key`, `system` or `unknown`
public record Actor(String kind, Optional<UUID> id, String name) implements Principal {
    @Override
    public Actor actor() {
        return this;
    }

    /// The server itself: schedules, retention.
    public static Actor system() {
        return new Actor("system", Optional.empty(), "Handcar");
    }

    /// A caller who claimed to be `name` and could not authenticate.
    public static Actor unknown(String name) {
        return new Actor("unknown", Optional.empty(), name);
    }
}
