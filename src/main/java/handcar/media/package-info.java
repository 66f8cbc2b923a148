/// The files of messages: what is known of each, and its bytes, which are streamed in bounded memory.
@NullMarked
package handcar.media;

import org.jspecify.annotations.NullMarked;
