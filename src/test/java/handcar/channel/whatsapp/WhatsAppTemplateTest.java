package handcar.channel.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import module java.base;

import handcar.channel.Outbound;
import handcar.channel.Outbound.Button;
import handcar.channel.Outbound.Header;
import handcar.channel.Outbound.Media;
import handcar.channel.Outbound.Parameter;
import handcar.channel.Outbound.Source;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.channel.meta.TestHttpClient;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.net.HttpClient;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Templates and files, as a stand-in of the Graph API receives them. The expected bodies are those of Meta's examples:
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates> and
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages>.
final class WhatsAppTemplateTest {
    private static final UUID ID = UUID.randomUUID();
    private static final URI PHOTO = URI.create("https://shop.example/photo.jpg");

    private final FakeServer graph =
            new FakeServer(
                    FakeReply.json(200, Map.of("messages", List.of(Map.of("id", "wamid.OUT")))));
    private final HttpClient httpClient = TestHttpClient.open();
    private final WhatsAppSender channel =
            new WhatsAppSender(graph.baseUrl() + "/v23.0", httpClient);

    @AfterEach
    void close() {
        httpClient.close();
        graph.close();
    }

    private SendResult send(Outbound content) {
        return channel.send(
                new OutboundPart(
                        ID,
                        WhatsAppFixture.NUMBER,
                        WhatsAppFixture.CUSTOMER,
                        new JsonView(Map.of("to", WhatsAppFixture.CUSTOMER)),
                        content,
                        1,
                        1,
                        Optional.empty()),
                WhatsAppFixture.account());
    }

    /// The field of the request that has the message's type for its name.
    private Object sent(String type) {
        Map<String, Object> body = Json.object(graph.lastRequest().body());
        assertEquals("whatsapp", body.get("messaging_product"));
        assertEquals(WhatsAppFixture.CUSTOMER, body.get("to"));
        assertEquals(type, body.get("type"));
        assertEquals(ID.toString(), body.get("biz_opaque_callback_data"));
        return Objects.requireNonNull(body.get(type));
    }

    private static Outbound.Template template(
            Optional<Header> header, List<Parameter> body, List<Button> buttons) {
        return new Outbound.Template("order_sent", "en_US", header, body, buttons);
    }

    @Test
    void aTemplateWithoutVariablesHasNoComponents() {
        assertEquals(
                new SendResult.Sent("wamid.OUT"),
                send(template(Optional.empty(), List.of(), List.of())));
        assertEquals(
                Map.of("name", "order_sent", "language", Map.of("code", "en_US")),
                sent("template"));
    }

    @Test
    void aTemplateCarriesItsHeaderItsVariablesAndItsButtons() {
        send(
                template(
                        Optional.of(
                                new Header.File(
                                        new Media(
                                                Media.Type.IMAGE,
                                                new Source.Link(PHOTO),
                                                Optional.empty(),
                                                Optional.empty()))),
                        List.of(Parameter.numbered("Ann"), Parameter.numbered("A-17")),
                        List.of(
                                new Button(Button.Action.URL, 0, "A-17"),
                                new Button(Button.Action.QUICK_REPLY, 1, "stop"))));
        assertEquals(
                Map.of(
                        "name",
                        "order_sent",
                        "language",
                        Map.of("code", "en_US"),
                        "components",
                        List.of(
                                Map.of(
                                        "type",
                                        "header",
                                        "parameters",
                                        List.of(
                                                Map.of(
                                                        "type",
                                                        "image",
                                                        "image",
                                                        Map.of("link", PHOTO.toString())))),
                                Map.of(
                                        "type",
                                        "body",
                                        "parameters",
                                        List.of(
                                                Map.of("type", "text", "text", "Ann"),
                                                Map.of("type", "text", "text", "A-17"))),
                                Map.of(
                                        "type",
                                        "button",
                                        "sub_type",
                                        "url",
                                        "index",
                                        "0",
                                        "parameters",
                                        List.of(Map.of("type", "text", "text", "A-17"))),
                                Map.of(
                                        "type",
                                        "button",
                                        "sub_type",
                                        "quick_reply",
                                        "index",
                                        "1",
                                        "parameters",
                                        List.of(Map.of("type", "payload", "payload", "stop"))))),
                sent("template"));
    }

    @Test
    void namedVariablesCarryTheirNames() {
        send(
                template(
                        Optional.of(new Header.Words(Parameter.named("shop", "Dora's"))),
                        List.of(Parameter.named("first_name", "Ann")),
                        List.of()));
        JsonView components = new JsonView(sent("template")).at("components");
        assertEquals(
                Map.of("type", "text", "parameter_name", "shop", "text", "Dora's"),
                components.at(0).at("parameters").at(0).value());
        assertEquals(
                Map.of("type", "text", "parameter_name", "first_name", "text", "Ann"),
                components.at(1).at("parameters").at(0).value());
    }

    @Test
    void aFileGoesOutByItsAddressOrItsIdWithWhatItsTypeAllows() {
        Optional<String> caption = Optional.of("Your bill");
        Optional<String> name = Optional.of("bill.pdf");
        send(
                new Media(
                        Media.Type.DOCUMENT,
                        new Source.Uploaded("1013859600285441"),
                        caption,
                        name));
        assertEquals(
                Map.of("id", "1013859600285441", "caption", "Your bill", "filename", "bill.pdf"),
                sent("document"));
        send(new Media(Media.Type.VIDEO, new Source.Link(PHOTO), caption, name));
        assertEquals(Map.of("link", PHOTO.toString(), "caption", "Your bill"), sent("video"));
        send(new Media(Media.Type.AUDIO, new Source.Uploaded("7"), caption, name));
        assertEquals(Map.of("id", "7"), sent("audio"));
        send(new Media(Media.Type.STICKER, new Source.Uploaded("8"), caption, name));
        assertEquals(Map.of("id", "8"), sent("sticker"));
    }

    @Test
    void aTemplateThatMetaRefusesIsRefusedWithItsReason() {
        graph.usual(
                FakeReply.json(
                        400,
                        Map.of(
                                "error",
                                Map.of(
                                        "code",
                                        132_000,
                                        "message",
                                        "Number of parameters does not match",
                                        "error_data",
                                        Map.of("details", "body: number of localizable_params")))));
        SendResult.Refused refused =
                assertInstanceOf(
                        SendResult.Refused.class,
                        send(template(Optional.empty(), List.of(), List.of())));
        assertEquals("body: number of localizable_params (132000)", refused.reason());
    }
}
