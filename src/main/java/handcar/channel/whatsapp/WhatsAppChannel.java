package handcar.channel.whatsapp;

import handcar.channel.Account;
import handcar.channel.Channel;
import handcar.channel.Part;
import handcar.channel.Sending;
import handcar.channel.Shape;
import handcar.channel.meta.Graph;
import handcar.config.Secret;
import handcar.json.JsonView;
import handcar.net.Call;
import handcar.net.Outgoing;

import java.util.Optional;

/// Sends as a business number. <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages>
final class WhatsAppChannel implements Channel {
    private final String usual;
    private final Outgoing outgoing;

    WhatsAppChannel(String usual, Outgoing outgoing) {
        this.usual = usual;
        this.outgoing = outgoing;
    }

    @Override
    public Shape shape(JsonView address) {
        return WhatsAppSending.SHAPE;
    }

    @Override
    public Sending send(Part part, Account account) {
        Optional<Secret> token = account.secret(WhatsApp.ACCESS_TOKEN);
        String number = part.account().isEmpty() ? account.id() : part.account();
        if (token.isEmpty() || !Graph.isId(number)) {
            return new Sending.Refused("No access token or phone number id is configured.");
        }
        Call call =
                Call.post(
                                "whatsapp.send",
                                account.at(usual, "/" + number + "/messages"),
                                WhatsAppSending.message(part))
                        .header("Authorization", "Bearer " + token.get().reveal());
        return WhatsAppSending.GRAPH.send(outgoing, call);
    }

    @Override
    public Verified verify(Account account) {
        Optional<Secret> token = account.secret(WhatsApp.ACCESS_TOKEN);
        if (token.isEmpty() || !Graph.isId(account.id())) {
            return new Verified(false, "Set the access token and the phone number id.");
        }
        Call call =
                Call.get(
                                "whatsapp.verify",
                                account.at(
                                        usual,
                                        "/"
                                                + account.id()
                                                + "?fields=display_phone_number,verified_name"))
                        .header("Authorization", "Bearer " + token.get().reveal());
        return Graph.verify(outgoing, call, WhatsAppChannel::named);
    }

    private static Optional<String> named(JsonView body) {
        return body.text("display_phone_number")
                .map(
                        number ->
                                body.text("verified_name")
                                        .map(name -> name + ", " + number)
                                        .orElse(number));
    }
}
