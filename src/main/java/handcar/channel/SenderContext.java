package handcar.channel;

import module java.base;

import handcar.config.EnvironmentValues;
import handcar.net.AddressGuard;
import handcar.net.HttpClient;

/// What a channel's sender is built from.
///
/// @param guard which hosts may be reached by connections that are not HTTP
/// @param publicUrl our own address, where providers deliver webhooks
public record SenderContext(
        EnvironmentValues environment,
        HttpClient httpClient,
        AddressGuard guard,
        Optional<String> publicUrl) {

    /// The address of the provider's API for accounts without one of their own.
    public String baseUrl(AccountSchema schema) {
        return schema.usual(ChannelAccount.BASE_URL, environment).orElse("");
    }
}
