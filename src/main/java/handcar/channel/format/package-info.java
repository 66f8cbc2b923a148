/// Turns a Markdown message into the parts a channel can take: its markup, and pieces no longer than its limit.
@NullMarked
package handcar.channel.format;

import org.jspecify.annotations.NullMarked;
