/// The way out: the outbox of deliveries, their sending with retries, and the receipts that tell what became of them.
@NullMarked
package handcar.channel.outbound;

import org.jspecify.annotations.NullMarked;
