package handcar.channel.dialog360;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.MediaLocation;
import handcar.channel.MediaUrl;
import handcar.channel.meta.GraphApi;
import handcar.channel.whatsapp.WhatsAppMedia;
import handcar.net.Request;

/// Files by 360dialog: the API tells Meta's URL, whose path is fetched from 360dialog with the API key.
/// <https://docs.360dialog.com/docs/messaging/media/upload-retrieve-or-delete-media>
final class Dialog360Media {
    private Dialog360Media() {}

    static WhatsAppMedia of(GraphApi graph) {
        return new WhatsAppMedia(graph, Dialog360Media::place);
    }

    private static MediaLocation place(GraphApi graph, ChannelAccount account, String url) {
        try {
            URI at = new URI(url);
            String query = at.getRawQuery() == null ? "" : "?" + at.getRawQuery();
            String path = at.getRawPath() == null ? "/" : at.getRawPath();
            return new MediaLocation.At(
                    MediaUrl.within(
                            graph.authorized(
                                    Request.get(
                                            "360dialog.media",
                                            account.at(graph.baseUrl(), path + query)),
                                    account)));
        } catch (URISyntaxException e) {
            return new MediaLocation.Refused("360dialog's answer names no URL.");
        }
    }
}
