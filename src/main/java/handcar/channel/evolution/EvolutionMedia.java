package handcar.channel.evolution;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.MediaFetcher;
import handcar.channel.MediaLocation;
import handcar.channel.MediaReference;
import handcar.channel.MediaUrl;
import handcar.media.MediaLimits;

/// The server decrypts a message's file and gives it in base64.
/// <https://doc.evolution-api.com/v2/api-reference/chat-controller/get-base64>
final class EvolutionMedia implements MediaFetcher {
    @Override
    public MediaLocation locate(ChannelAccount account, MediaReference file, MediaLimits limits) {
        String instance = account.id().isBlank() ? file.account() : account.id();
        return EvolutionApi.isConfigured(account, instance)
                ? new MediaLocation.InJson(
                        MediaUrl.within(
                                EvolutionApi.post(
                                        "evolution.media",
                                        account,
                                        "/chat/getBase64FromMediaMessage/"
                                                + EvolutionApi.segment(instance),
                                        Map.of(
                                                "message",
                                                Map.of("key", Map.of("id", file.reference())),
                                                "convertToMp4",
                                                false))),
                        "base64")
                : new MediaLocation.Refused("No server, API key or instance is configured.");
    }
}
