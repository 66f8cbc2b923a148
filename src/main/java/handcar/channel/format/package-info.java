@NullMarked
package handcar.channel.format;

import org.jspecify.annotations.NullMarked;
