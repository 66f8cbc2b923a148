/// The web server: listener, limits, filters and error handlers put together.
@NullMarked
package handcar.http.server;

import org.jspecify.annotations.NullMarked;
