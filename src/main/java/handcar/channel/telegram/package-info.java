/// Telegram: people write to a bot in a chat of their own. Groups and channels are none of our business.
@NullMarked
package handcar.channel.telegram;

import org.jspecify.annotations.NullMarked;
