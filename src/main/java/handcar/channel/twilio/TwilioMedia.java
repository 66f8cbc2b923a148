package handcar.channel.twilio;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.MediaFetcher;
import handcar.channel.MediaLocation;
import handcar.channel.MediaReference;
import handcar.channel.MediaUrl;
import handcar.media.MediaLimits;

/// A file's URL needs the account's credential and leads on to a storage that needs none.
/// <https://www.twilio.com/docs/messaging/api/media-resource>
record TwilioMedia(String baseUrl) implements MediaFetcher {
    private static final Set<String> HOSTS = Set.of("api.twilio.com");

    @Override
    public MediaLocation locate(ChannelAccount account, MediaReference file, MediaLimits limits) {
        return new MediaUrl("twilio.media", account.at(baseUrl, "/"), HOSTS)
                .at(
                        file.reference(),
                        request ->
                                TwilioSender.isConfigured(account)
                                        ? request.header(
                                                "Authorization",
                                                TwilioSender.authorization(account))
                                        : request);
    }
}
