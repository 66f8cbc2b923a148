/// The connection below the requests: its time-outs, strict reading of chunks, and how a client's departure is noticed.
@NullMarked
package handcar.http.connection;

import org.jspecify.annotations.NullMarked;
