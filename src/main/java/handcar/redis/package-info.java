/// The optional Redis, which holds what replicas share and what may be lost. Without it each process works alone. Knows no
/// room.
@NullMarked
package handcar.redis;

import org.jspecify.annotations.NullMarked;
