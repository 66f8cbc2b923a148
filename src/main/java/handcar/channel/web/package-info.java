/// The web chat of our own pages: a visitor opens a conversation, writes, listens to events, looks at a source, or asks for a
/// person. The visitor's token belongs to one conversation. Events come over SSE or a WebSocket.
@NullMarked
package handcar.channel.web;

import org.jspecify.annotations.NullMarked;
