/// The Redis beside this server, when there is one: it holds what replicas share and what may be lost. Without it every
/// caller goes on with what its own process knows. Knows no room.
@NullMarked
package handcar.redis;

import org.jspecify.annotations.NullMarked;
