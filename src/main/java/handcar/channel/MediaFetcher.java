package handcar.channel;

import handcar.media.MediaLimits;

/// Finds the files of a channel's messages at its provider.
@FunctionalInterface
public interface MediaFetcher {
    /// Where the bytes are. May ask the provider, and blocks for that.
    MediaLocation locate(ChannelAccount account, MediaReference file, MediaLimits limits);
}
