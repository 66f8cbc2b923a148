/// Formats Markdown messages for a channel: in its markup, and in parts within its limit.
@NullMarked
package handcar.channel.format;

import org.jspecify.annotations.NullMarked;
