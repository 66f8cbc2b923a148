/// Sends what happens in conversations to those who watch them, over every replica.
@NullMarked
package handcar.chat.live;

import org.jspecify.annotations.NullMarked;
