/// Everything between a socket and a handler: the server, errors and their statuses, bodies read into checked values,
/// event streams, WebSockets, static files, request ids, rate limits. The only package that knows HTTP statuses.
@NullMarked
package handcar.http;

import org.jspecify.annotations.NullMarked;
