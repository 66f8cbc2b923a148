/// What staff set for the model gateway, and what its calls cost.
@NullMarked
package handcar.ops.gateway;

import org.jspecify.annotations.NullMarked;
