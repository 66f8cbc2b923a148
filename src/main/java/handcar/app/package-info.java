/// The composition root: [handcar.app.Application] builds every part with `new`, one [handcar.app.Module] for each room, on
/// top of [handcar.app.Infrastructure]. [handcar.app.Main] is the command line.
@NullMarked
package handcar.app;

import org.jspecify.annotations.NullMarked;
