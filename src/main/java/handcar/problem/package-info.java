/// The errors a caller is told, and pages and cursors of lists. Every room throws them; `http` turns them into responses.
@NullMarked
package handcar.problem;

import org.jspecify.annotations.NullMarked;
