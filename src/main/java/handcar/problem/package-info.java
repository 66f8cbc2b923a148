@NullMarked
package handcar.problem;

import org.jspecify.annotations.NullMarked;
