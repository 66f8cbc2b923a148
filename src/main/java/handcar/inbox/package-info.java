/// The inbox of the staff: the list of conversations, the thread with its notes, replies and actions, and the event stream.
/// The rules of a conversation are in the room `chat`.
@NullMarked
package handcar.inbox;

import org.jspecify.annotations.NullMarked;
