/// A connection before HTTP: time-outs, strict framing, and noticing that the client left.
@NullMarked
package handcar.http.connection;

import org.jspecify.annotations.NullMarked;
