package handcar.channel.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.meta.MetaFixture;
import handcar.chat.UnansweredReason;

import org.junit.jupiter.api.Test;

/// What a message may hold.
final class WhatsAppContentTest {
    private static CustomerMessage said(Map<String, ?> content) {
        List<InboundEvent> news =
                new WhatsAppWebhook()
                        .read(
                                MetaFixture.signed(
                                        WhatsAppFixture.message(content), WhatsAppFixture.SECRET),
                                WhatsAppFixture.account());
        return assertInstanceOf(CustomerMessage.class, news.getFirst());
    }

    @Test
    void mediaIsKeptByItsIdWithItsCaption() {
        Map<String, Object> file =
                Map.of("id", "1003383421387256", "mime_type", "image/jpeg", "caption", "Taj Mahal");
        for (String type : List.of("image", "video", "audio", "sticker")) {
            CustomerMessage said = said(Map.of("type", type, type, file));
            assertEquals("Taj Mahal", said.text());
            assertEquals(
                    List.of(
                            new Attachment(
                                    type,
                                    Optional.of("image/jpeg"),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of("Taj Mahal"),
                                    Optional.of("1003383421387256"))),
                    said.attachments());
        }
    }

    @Test
    void aDocumentKeepsItsName() {
        CustomerMessage said =
                said(
                        Map.of(
                                "type",
                                "document",
                                "document",
                                Map.of(
                                        "id", "5",
                                        "mime_type", "application/pdf",
                                        "filename", "invoice.pdf",
                                        "file_size", 1234)));
        assertEquals("", said.text());
        assertEquals(
                List.of(
                        new Attachment(
                                "file",
                                Optional.of("application/pdf"),
                                Optional.of("invoice.pdf"),
                                Optional.of(1234L),
                                Optional.empty(),
                                Optional.of("5"))),
                said.attachments());
    }

    @Test
    void aPlaceAndACardAreAttached() {
        CustomerMessage place =
                said(
                        Map.of(
                                "type",
                                "location",
                                "location",
                                Map.of(
                                        "latitude",
                                        38.9071,
                                        "longitude",
                                        -77.0368,
                                        "name",
                                        "Main Street Beach",
                                        "address",
                                        "Laguna Beach")));
        assertEquals("", place.text());
        assertEquals(Optional.of("Main Street Beach"), place.attachments().getFirst().name());
        assertEquals(
                Optional.of("geo:38.9071,-77.0368"), place.attachments().getFirst().reference());
        CustomerMessage card =
                said(
                        Map.of(
                                "type",
                                "contacts",
                                "contacts",
                                List.of(
                                        Map.of(
                                                "name", Map.of("formatted_name", "Barbara"),
                                                "phones",
                                                        List.of(
                                                                Map.of(
                                                                        "phone",
                                                                        "+16505557654"))))));
        assertEquals("contact", card.attachments().getFirst().type());
        assertEquals(Optional.of("Barbara"), card.attachments().getFirst().name());
        assertEquals(Optional.of("tel:+16505557654"), card.attachments().getFirst().reference());
    }

    @Test
    void aPressedButtonAndALineOfAListAreWhatTheySay() {
        assertEquals(
                "Unsubscribe",
                said(Map.of(
                                "type",
                                "button",
                                "button",
                                Map.of("text", "Unsubscribe", "payload", "x")))
                        .text());
        assertEquals(
                "Change",
                said(Map.of(
                                "type",
                                "interactive",
                                "interactive",
                                Map.of(
                                        "type",
                                        "button_reply",
                                        "button_reply",
                                        Map.of("id", "change", "title", "Change"))))
                        .text());
        assertEquals(
                "Priority Mail",
                said(Map.of(
                                "type",
                                "interactive",
                                "interactive",
                                Map.of(
                                        "type",
                                        "list_reply",
                                        "list_reply",
                                        Map.of("id", "p", "title", "Priority Mail"))))
                        .text());
    }

    @Test
    void anOrderIsToldByALineForEachProductBesideTheWords() {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("catalog_id", "194836987003835");
        order.put(
                "product_items",
                List.of(
                        Map.of(
                                "product_retailer_id",
                                "di9ozbzfi4",
                                "quantity",
                                2,
                                "item_price",
                                30,
                                "currency",
                                "USD"),
                        Map.of("product_retailer_id", "nqryix03ez", "quantity", 1)));
        CustomerMessage wordless = said(Map.of("type", "order", "order", order));
        assertEquals("[order: 2 × di9ozbzfi4, 30 USD\n1 × nqryix03ez]", wordless.text());
        assertEquals(Optional.of(UnansweredReason.NO_TEXT), wordless.details().unanswered());
        order.put("text", "Love these!");
        CustomerMessage said = said(Map.of("type", "order", "order", order));
        assertEquals("Love these!", said.text());
        assertEquals(Optional.of(UnansweredReason.NO_TEXT), said.details().unanswered());
        order.put("text", "When will they arrive?");
        assertEquals(
                Optional.empty(),
                said(Map.of("type", "order", "order", order)).details().unanswered());
        assertEquals(
                List.of("2 × di9ozbzfi4, 30 USD\n1 × nqryix03ez"),
                said.attachments().stream().flatMap(each -> each.caption().stream()).toList());
    }

    @Test
    void whatHasAnotherFormThanUsualIsKept() {
        CustomerMessage place =
                said(
                        Map.of(
                                "type",
                                "location",
                                "location",
                                Map.of("latitude", "52.5", "longitude", "-13.4")));
        assertEquals(Optional.of("geo:52.5,-13.4"), place.attachments().getFirst().reference());
        CustomerMessage card =
                said(
                        Map.of(
                                "type",
                                "contacts",
                                "contacts",
                                List.of(Map.of("name", "Ann Lee", "phones", "+4915112345678"))));
        assertEquals(Optional.of("Ann Lee"), card.attachments().getFirst().name());
        assertEquals(Optional.of("tel:+4915112345678"), card.attachments().getFirst().reference());
        Map<Object, String> forms =
                Map.of(
                        "{\"lamp\": brok",
                        "{\"lamp\": brok",
                        "[\"Is it broken?\"]",
                        "[\"Is it broken?\"]",
                        List.of("Ann", "12"),
                        "[\"Ann\",\"12\"]",
                        "{\"flow_token\":\"x\"}",
                        "[form: Sent]");
        forms.forEach(
                (given, text) ->
                        assertEquals(
                                text,
                                said(Map.of(
                                                "type",
                                                "interactive",
                                                "interactive",
                                                Map.of(
                                                        "nfm_reply",
                                                        Map.of(
                                                                "body",
                                                                "Sent",
                                                                "response_json",
                                                                given))))
                                        .text()));
    }
}
