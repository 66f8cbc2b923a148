/// Contacts, conversations and messages: who wrote what, in one order without gaps, and who answers. A person who takes over
/// raises the conversation's fence (`epoch`), and no answer begun before that is sent.
@NullMarked
package handcar.chat;

import org.jspecify.annotations.NullMarked;
