/// What happens here, told to other programs: subscriptions, the signed posts they get, and what became of each. The events
/// themselves are written by the database, in the transaction of what happened (ADR 16).
@NullMarked
package handcar.webhooks;

import org.jspecify.annotations.NullMarked;
