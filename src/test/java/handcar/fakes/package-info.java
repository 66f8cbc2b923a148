/// Stand-ins for the providers: they speak the real protocol over a real socket, remember what they were asked, and
/// misbehave on demand. Shared by the tests of every room.
@NullMarked
package handcar.fakes;

import org.jspecify.annotations.NullMarked;
