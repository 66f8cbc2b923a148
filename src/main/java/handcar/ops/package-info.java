/// Looking at the server from outside: health URLs over probes given by the composition root, Prometheus metrics, the
/// audit log and the dead letters. What it shows never carries a secret, and looking costs next to nothing.
@NullMarked
package handcar.ops;

import org.jspecify.annotations.NullMarked;
