@NullMarked
package handcar.text;

import org.jspecify.annotations.NullMarked;
