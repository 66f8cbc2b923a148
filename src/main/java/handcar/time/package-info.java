/// Waits: between tries, before time-outs, and of threads that run only while there is something to do. Knows no room.
@NullMarked
package handcar.time;

import org.jspecify.annotations.NullMarked;
