/// Instagram's direct messages: webhooks of a professional account in, text messages out, and the names of those who write.
@NullMarked
package handcar.channel.instagram;

import org.jspecify.annotations.NullMarked;
