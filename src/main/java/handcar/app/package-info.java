/// The composition root: [handcar.Handcar] builds every part with `new`, from the [handcar.Ground] up, each room's parts in
/// a piece of their own ([handcar.Entrance], [handcar.ModelCalls], [handcar.Shelves], [handcar.Agency],
/// [handcar.Channels]); [handcar.Routes] is the table of tables.
@NullMarked
package handcar.app;

import org.jspecify.annotations.NullMarked;
