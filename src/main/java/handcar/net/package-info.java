/// The one way out to the network: timeouts, retries, circuit breakers, the guard for addresses people typed, event
/// streams and signatures. Nothing else in the tree opens an HTTP connection to somebody else. Knows no room, no
/// configuration and no database; what it may do is given to its constructor.
@NullMarked
package handcar.net;

import org.jspecify.annotations.NullMarked;
