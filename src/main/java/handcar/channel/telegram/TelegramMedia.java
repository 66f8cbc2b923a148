package handcar.channel.telegram;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.MediaFetcher;
import handcar.channel.MediaLocation;
import handcar.channel.MediaReference;
import handcar.channel.MediaUrl;
import handcar.channel.ProviderApi;
import handcar.json.JsonView;
import handcar.media.MediaLimits;
import handcar.net.CallResult;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;

/// Finds a file by its id. Telegram gives no more than 20 MB to a bot. <https://core.telegram.org/bots/api#getfile>
record TelegramMedia(String baseUrl, HttpClient httpClient) implements MediaFetcher {
    @Override
    public MediaLocation locate(ChannelAccount account, MediaReference file, MediaLimits limits) {
        Optional<String> token = TelegramSender.token(account);
        if (token.isEmpty()) {
            return new MediaLocation.Refused("No bot token is configured.");
        }
        URI method = account.at(baseUrl, "/bot" + token.get() + "/getFile");
        CallResult<Response> outcome =
                httpClient.call(
                        Request.post(
                                "telegram.getFile", method, Map.of("file_id", file.reference())));
        return outcome instanceof CallResult.Answered<Response>(Response answer)
                        && ProviderApi.json(answer)
                                .text("description")
                                .filter(text -> text.contains("too big"))
                                .isPresent()
                ? new MediaLocation.TooLarge(0)
                : MediaLocation.in(
                        outcome, ok -> located(account, token.get(), ProviderApi.json(ok), limits));
    }

    private MediaLocation located(
            ChannelAccount account, String token, JsonView json, MediaLimits limits) {
        JsonView file = json.at("result");
        long bytes = file.whole("file_size").orElse(0L);
        if (bytes > limits.mostBytes()) {
            return new MediaLocation.TooLarge(bytes);
        }
        return file.text("file_path")
                .filter(path -> path.matches("[\\w./-]{1,300}") && !path.contains(".."))
                .<MediaLocation>map(
                        path ->
                                new MediaLocation.At(
                                        MediaUrl.within(
                                                Request.get(
                                                        "telegram.file",
                                                        account.at(
                                                                baseUrl,
                                                                "/file/bot"
                                                                        + token
                                                                        + "/"
                                                                        + path)))))
                .orElseGet(() -> new MediaLocation.Refused("Telegram's answer names no file."));
    }
}
