/// Server-sent events and WebSockets to clients that listen for a long time.
@NullMarked
package handcar.http.stream;

import org.jspecify.annotations.NullMarked;
