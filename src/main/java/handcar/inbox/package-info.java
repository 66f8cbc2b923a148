/// Where staff work: the list of conversations, the thread with its notes, answering, taking over and giving back, and a live
/// stream of what changes. It asks the chat room and decides nothing about a conversation itself.
@NullMarked
package handcar.inbox;

import org.jspecify.annotations.NullMarked;
