/// The way in: webhooks are verified, stored before they are answered, and read into chat operations.
@NullMarked
package handcar.channel.inbound;

import org.jspecify.annotations.NullMarked;
