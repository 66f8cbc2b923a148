package handcar.chat;

import module java.base;

import handcar.audit.Actor;
import handcar.audit.Principal;
import handcar.auth.StaffPrincipal;

/// Who acts in a conversation: a member of staff in the inbox, or a colleague who works elsewhere (in the provider's own
/// app, in Slack, in another inbox).
///
/// @param name how messages and assignments name them
/// @param actor how the audit log names them
public record StaffActor(String name, Actor actor) implements Principal {
    private static final String COLLEAGUE = "colleague";

    /// A member of staff, named by the id of the user or key, or by `admin_token`.
    public static StaffActor of(StaffPrincipal staff) {
        return new StaffActor(
                staff.id()
                        .map(UUID::toString)
                        .orElseGet(() -> staff.kind().name().toLowerCase(Locale.ROOT)),
                staff.actor());
    }

    /// A colleague who works elsewhere.
    public static StaffActor colleague(String name) {
        return new StaffActor(name, new Actor(COLLEAGUE, Optional.empty(), name));
    }

    /// The assignee after this person took over: staff replace the present one, colleagues keep it.
    String assigneeOf(Conversation now) {
        return isColleague() ? now.assignee().orElse(name) : name;
    }

    boolean isColleague() {
        return actor.kind().equals(COLLEAGUE);
    }
}
