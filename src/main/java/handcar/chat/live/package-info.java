@NullMarked
package handcar.chat.live;

import org.jspecify.annotations.NullMarked;
