@NullMarked
package handcar.http.files;

import org.jspecify.annotations.NullMarked;
