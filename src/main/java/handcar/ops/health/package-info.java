/// The health URLs and the checks behind them.
@NullMarked
package handcar.ops.health;

import org.jspecify.annotations.NullMarked;
