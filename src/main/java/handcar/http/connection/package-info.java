@NullMarked
package handcar.http.connection;

import org.jspecify.annotations.NullMarked;
