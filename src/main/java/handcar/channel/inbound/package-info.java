@NullMarked
package handcar.channel.inbound;

import org.jspecify.annotations.NullMarked;
