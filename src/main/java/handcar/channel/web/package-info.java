/// The visitor's door on our own web chat: begin a conversation, write, listen, look at a source, ask for a person. A visitor
/// shows the token of one conversation and sees that one only. Events come over SSE or a WebSocket, the same on both.
@NullMarked
package handcar.channel.web;

import org.jspecify.annotations.NullMarked;
