/// What visitors and staff see as it happens: server-sent events and WebSockets, in this process and on every replica.
@NullMarked
package handcar.chat.live;

import org.jspecify.annotations.NullMarked;
