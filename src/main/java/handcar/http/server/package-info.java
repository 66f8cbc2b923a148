@NullMarked
package handcar.http.server;

import org.jspecify.annotations.NullMarked;
