/// The composition root: [handcar.Main] builds every part with `new`, [handcar.Routes] is the table of tables.
@NullMarked
package handcar;

import org.jspecify.annotations.NullMarked;
