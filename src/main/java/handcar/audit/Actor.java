package handcar.audit;

import java.util.Optional;
import java.util.UUID;

/// Who stands in the audit log: a member of staff, the program itself, or somebody who could not prove who they are.
///
/// @param kind `user`, `admin_token`, `api_key`, `system` or `unknown`
public record Actor(String kind, Optional<UUID> id, String name) {

    /// The program itself: schedules, retention.
    public static Actor system() {
        return new Actor("system", Optional.empty(), "Handcar");
    }

    /// Somebody who said to be `name` and did not prove it.
    public static Actor unknown(String name) {
        return new Actor("unknown", Optional.empty(), name);
    }
}
