/// Sending: the outbox of deliveries, attempts with retries, and the receipts of the providers.
@NullMarked
package handcar.channel.outbound;

import org.jspecify.annotations.NullMarked;
