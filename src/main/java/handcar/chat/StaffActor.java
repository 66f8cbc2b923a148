package handcar.chat;

import handcar.audit.Actor;
import handcar.audit.Principal;
import handcar.auth.StaffPrincipal;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Who acts in a conversation: a member of staff in the inbox, or a colleague who works elsewhere (in the provider's own
/// app, in Slack, in another inbox).
///
/// @param name how messages and assignments name them
/// @param actor how the audit log names them
public record StaffActor(String name, Actor actor) implements Principal {
    private static final String COLLEAGUE = "colleague";

    /// A member of staff: the user's or the key's id, or what kind of proof stood for one.
    public static StaffActor of(StaffPrincipal staff) {
        return new StaffActor(
                staff.id()
                        .map(UUID::toString)
                        .orElseGet(() -> staff.kind().name().toLowerCase(Locale.ROOT)),
                staff.actor());
    }

    /// Somebody who works elsewhere.
    public static StaffActor colleague(String name) {
        return new StaffActor(name, new Actor(COLLEAGUE, Optional.empty(), name));
    }

    /// Who is responsible once this person took the conversation: staff take it from whoever has it, colleagues leave it
    /// to the assignee it has.
    String assigneeOf(Conversation now) {
        return actor.kind().equals(COLLEAGUE) ? now.assignee().orElse(name) : name;
    }
}
