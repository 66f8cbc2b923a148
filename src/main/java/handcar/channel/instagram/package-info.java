/// Instagram's direct messages: the webhooks of a professional account, text messages to customers, and customers' profiles.
@NullMarked
package handcar.channel.instagram;

import org.jspecify.annotations.NullMarked;
