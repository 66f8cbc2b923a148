@NullMarked
package handcar.ops.metrics;

import org.jspecify.annotations.NullMarked;
