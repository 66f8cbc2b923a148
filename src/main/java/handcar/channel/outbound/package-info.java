@NullMarked
package handcar.channel.outbound;

import org.jspecify.annotations.NullMarked;
