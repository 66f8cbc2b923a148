package handcar.channel.whatsapp;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.MediaFetcher;
import handcar.channel.MediaLocation;
import handcar.channel.MediaReference;
import handcar.channel.MediaUrl;
import handcar.channel.ProviderApi;
import handcar.channel.meta.GraphApi;
import handcar.json.JsonView;
import handcar.media.MediaLimits;

/// Finds a file by its id: the API tells its URL, which is valid for five minutes and needs the credential.
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media>
///
/// @param place where the bytes are, by the URL that the API tells
public record WhatsAppMedia(GraphApi graph, Place place) implements MediaFetcher {
    /// Meta's servers of files.
    private static final Set<String> HOSTS = Set.of(".fbsbx.com", ".facebook.com", ".whatsapp.net");

    /// Makes the location of a URL.
    @FunctionalInterface
    public interface Place {
        MediaLocation of(GraphApi graph, ChannelAccount account, String url);
    }

    /// Files of numbers that are directly at Meta.
    static WhatsAppMedia atMeta(GraphApi graph) {
        return new WhatsAppMedia(
                graph,
                (api, account, url) ->
                        new MediaUrl("whatsapp.media", account.at(api.baseUrl(), "/"), HOSTS)
                                .at(url, request -> api.authorized(request, account)));
    }

    @Override
    public MediaLocation locate(ChannelAccount account, MediaReference file, MediaLimits limits) {
        if (!GraphApi.isId(file.reference())) {
            return new MediaLocation.Refused("The message names no file.");
        }
        return MediaLocation.in(
                graph.get("media", account, "/" + file.reference()),
                answer -> located(account, ProviderApi.json(answer), limits));
    }

    private MediaLocation located(ChannelAccount account, JsonView json, MediaLimits limits) {
        long bytes = json.whole("file_size").orElse(0L);
        if (bytes > limits.mostBytes()) {
            return new MediaLocation.TooLarge(bytes);
        }
        return json.text("url")
                .map(url -> place.of(graph, account, url))
                .orElseGet(() -> new MediaLocation.Refused("Meta's answer names no URL."));
    }
}
