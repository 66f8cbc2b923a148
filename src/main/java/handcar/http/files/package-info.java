/// Static files of the pages, with their hashes in their addresses.
@NullMarked
package handcar.http.files;

import org.jspecify.annotations.NullMarked;
