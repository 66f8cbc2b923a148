/// The channels to customers, one sub-package per provider; `web` is our own widget. A channel verifies and translates what
/// comes in and sends what goes out; it never decides what is answered.
@NullMarked
package handcar.channel;

import org.jspecify.annotations.NullMarked;
