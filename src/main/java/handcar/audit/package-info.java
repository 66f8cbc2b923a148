/// The record of who did what: one row for each action, each row hashed together with the one before it, so that a row that
/// was changed, removed or put in between shows.
@NullMarked
package handcar.audit;

import org.jspecify.annotations.NullMarked;
