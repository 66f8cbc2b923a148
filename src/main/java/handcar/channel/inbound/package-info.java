/// The inbound path: webhooks are verified, stored before they are answered, and turned into chat operations.
@NullMarked
package handcar.channel.inbound;

import org.jspecify.annotations.NullMarked;
