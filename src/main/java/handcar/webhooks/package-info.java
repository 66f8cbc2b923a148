/// Outgoing webhooks: subscriptions, the signed requests they receive, and the result of each. The events are written by
/// triggers, in the transaction of the change (ADR 16).
@NullMarked
package handcar.webhooks;

import org.jspecify.annotations.NullMarked;
