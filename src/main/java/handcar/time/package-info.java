/// What happens when a time is up. Knows no room.
@NullMarked
package handcar.time;

import org.jspecify.annotations.NullMarked;
