/// The files that come with customers' messages: which are kept, and how their bytes are fetched from the providers.
@NullMarked
package handcar.channel.media;

import org.jspecify.annotations.NullMarked;
