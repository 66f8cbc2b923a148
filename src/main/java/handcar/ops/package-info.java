/// Health URLs, Prometheus metrics, the audit log and the dead jobs. No response contains a secret, and each costs next to
/// nothing.
@NullMarked
package handcar.ops;

import org.jspecify.annotations.NullMarked;
