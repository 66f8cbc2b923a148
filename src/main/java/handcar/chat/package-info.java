/// Contacts, conversations and messages: what was said, by whom, in one order without gaps, and who owns the conversation.
/// A person who steps in raises the conversation's fence, and no answer begun before that is sent. `Live` lets everybody
/// who listens see it happen, in this process and in every other, without losing or doubling an event.
@NullMarked
package handcar.chat;

import org.jspecify.annotations.NullMarked;
