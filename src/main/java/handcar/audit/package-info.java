@NullMarked
package handcar.audit;

import org.jspecify.annotations.NullMarked;
