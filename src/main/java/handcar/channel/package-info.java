/// The doors customers come through, one sub-package per provider; `web` is our own widget. A door checks who knocks, turns
/// what they say into the room's words, and never decides what is answered.
@NullMarked
package handcar.channel;

import org.jspecify.annotations.NullMarked;
