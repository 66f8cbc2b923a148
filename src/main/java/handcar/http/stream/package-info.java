@NullMarked
package handcar.http.stream;

import org.jspecify.annotations.NullMarked;
