@NullMarked
package handcar.http.upload;

import org.jspecify.annotations.NullMarked;
