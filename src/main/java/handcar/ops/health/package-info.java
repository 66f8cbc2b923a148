@NullMarked
package handcar.ops.health;

import org.jspecify.annotations.NullMarked;
