/// What handlers need of HTTP: request bodies and parameters as checked values, responses, errors and their statuses, the
/// filter that all requests pass, rate limits. Only this package and those below it know HTTP statuses.
@NullMarked
package handcar.http;

import org.jspecify.annotations.NullMarked;
