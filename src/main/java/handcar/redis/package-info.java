/// A Redis beside us, when there is one: what replicas share that may be lost. It is asked with little patience and left
/// alone when it fails, and whoever asks goes on with what this process knows by itself. Knows no room.
@NullMarked
package handcar.redis;

import org.jspecify.annotations.NullMarked;
