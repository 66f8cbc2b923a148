/// Telegram: people write to a bot in a private chat. Groups and channels are ignored.
@NullMarked
package handcar.channel.telegram;

import org.jspecify.annotations.NullMarked;
