package handcar.channel.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.ContextAttachments;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.MessageOutline;
import handcar.channel.PersonIds;
import handcar.channel.meta.MetaFixture;
import handcar.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every type of message, and what of it people and the agent read.
final class WhatsAppTypesTest {
    record Type(String json, String outline) {}

    private static Stream<Type> types() {
        return Stream.of(
                new Type(
                        """
                        {"type": "image", "image": {"id": "5", "caption": "my lamp"}}
                        """,
                        "my lamp | image my lamp <5>"),
                new Type(
                        """
                        {"type": "image", "image": {"id": "5", "mime_type": "image/jpeg"}}
                        """,
                        " | image <5>"),
                new Type(
                        """
                        {"type": "audio", "audio": {"id": "5", "voice": true}}
                        """,
                        " | audio <5>"),
                new Type(
                        """
                        {"type": "sticker", "sticker": {"id": "5", "animated": true}}
                        """,
                        " | sticker <5>"),
                new Type(
                        """
                        {"type": "document", "document": {"id": "5", "filename": "a.pdf"}}
                        """,
                        " | file a.pdf <5>"),
                new Type(
                        """
                        {"type": "location", "location": {"latitude": 52.5, "longitude": 13.4, "name": "Shop", "address": "Main Street 1"}}
                        """,
                        " | location Shop Main Street 1 <geo:52.5,13.4>"),
                new Type(
                        """
                        {"type": "location", "location": {"latitude": 52.5, "longitude": 13.4}}
                        """,
                        " | location <geo:52.5,13.4>"),
                new Type(
                        """
                        {"type": "location", "location": {"name": "Shop"}}
                        """,
                        " | location Shop"),
                new Type(
                        """
                        {"type": "contacts", "contacts": [{"name": {"formatted_name": "Bob Ray"}, "phones": [{"phone": "+1 555 1"}, {"phone": "+1 555 2"}], "emails": [{"email": "bob@cust.example"}]}, {"name": {"formatted_name": "Eve"}}]}
                        """,
                        " | contact Bob Ray +1 555 1, +1 555 2, bob@cust.example <tel:+1 555 1> |"
                                + " contact Eve"),
                new Type(
                        """
                        {"type": "button", "button": {"text": "Yes", "payload": "Y"}}
                        """,
                        "Yes"),
                new Type(
                        """
                        {"type": "button", "button": {"payload": "Y"}}
                        """,
                        "Y"),
                new Type(
                        """
                        {"type": "interactive", "interactive": {"type": "list_reply", "list_reply": {"id": "7", "title": "Returns", "description": "x"}}}
                        """,
                        "Returns\nx"),
                new Type(
                        """
                        {"type": "interactive", "interactive": {"type": "button_reply", "button_reply": {"id": "opt_returns"}}}
                        """,
                        "opt_returns"),
                new Type(
                        """
                        {"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": {"name": "flow", "body": "Sent", "response_json": "{\\"flow_token\\":\\"ft-1\\",\\"screen_0_Order_number_0\\":\\"1234\\",\\"screen_1_Rating_1\\":\\"0_Very_good\\",\\"agree\\":true,\\"days\\":[\\"Mon\\",\\"Tue\\"],\\"empty\\":\\"\\"}"}}}
                        """,
                        "Order number: 1234\n"
                            + "Rating: Very good\n"
                            + "Agree: yes\n"
                            + "Days: Mon, Tue | field Order number 1234 | field Rating Very good |"
                            + " field Agree yes | field Days Mon, Tue | no_text"),
                new Type(
                        """
                        {"type": "interactive", "interactive": {"type": "address_message", "address_message": {"saved_address_id": "1", "values": {"city": "Lund"}}}}
                        """,
                        "City: Lund | field City Lund | no_text"),
                new Type(
                        """
                        {"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": {"name": "flow", "body": "Sent", "response_json": "no JSON"}}}
                        """,
                        "no JSON | field no JSON | no_text"),
                new Type(
                        """
                        {"type": "interactive", "interactive": {"type": "call_permission_reply", "call_permission_reply": {"response": "accept"}}}
                        """,
                        "[permission to call: accept] | no_text"),
                new Type(
                        """
                        {"type": "order", "order": {"catalog_id": "1", "product_items": [{"product_retailer_id": "t-1", "quantity": 2, "item_price": 19.5, "currency": "EUR"}, {"product_retailer_id": "t-2", "quantity": "3", "item_price": "4.50", "currency": "EUR"}]}}
                        """,
                        """
                        [order: 2 × t-1, 19.5 EUR
                        3 × t-2, 4.50 EUR] | field Order 2 × t-1, 19.5 EUR
                        3 × t-2, 4.50 EUR | no_text\
                        """),
                new Type(
                        """
                        {"type": "order", "order": {"text": "I want these", "product_items": [{"product_retailer_id": "t-1", "quantity": 2}]}}
                        """,
                        "I want these | field Order 2 × t-1 | no_text"),
                new Type(
                        """
                        {"type": "text", "text": {"body": "Is it in stock?"}, "context": {"from": "1", "id": "wamid.9", "referred_product": {"catalog_id": "1", "product_retailer_id": "t-1"}}}
                        """,
                        "Is it in stock? | context About the product t-1"),
                new Type(
                        """
                        {"type": "text", "text": {"body": "this one"}, "context": {"from": "1", "id": "wamid.9"}}
                        """,
                        "this one | context In reply to <message:wamid.9>"),
                new Type(
                        """
                        {"type": "text", "text": {"body": "look"}, "context": {"forwarded": true}}
                        """,
                        "look | context Forwarded"),
                new Type(
                        """
                        {"type": "text", "text": {"body": "still there?"}, "referral": {"source_type": "ad", "source_url": "https://ad.example/1", "headline": "Tessel lamp, 19 €", "body": "Only this week"}}
                        """,
                        "still there? | context From an ad Tessel lamp, 19 € — Only this week"
                                + " <https://ad.example/1>"),
                new Type(
                        """
                        {"type": "unsupported", "errors": [{"code": 131060, "title": "Message unavailable"}], "referral": {"source_type": "post", "source_url": "https://ad.example/1"}}
                        """,
                        "[sent something this channel cannot show] | context From a post"
                                + " <https://ad.example/1> | no_text | raw"),
                new Type(
                        """
                        {"type": "unsupported", "errors": [{"code": 131051}], "unsupported": {"type": "poll_creation"}}
                        """,
                        "[sent something this channel cannot show: poll_creation] | no_text | raw"),
                new Type(
                        """
                        {"type": "sticker_pack", "sticker_pack": {"caption": "Is it blue?"}}
                        """,
                        "Is it blue? | context Sent something this channel cannot show sticker_pack"
                                + " | raw"),
                new Type(
                        """
                        {"type": "location", "location": {"latitude": 52.5, "longitude": 13.4, "url": "https://cafe.example"}}
                        """,
                        " | location https://cafe.example <geo:52.5,13.4>"),
                new Type(
                        """
                        {"type": "unknown", "errors": [{"code": 131051}]}
                        """,
                        "[sent something this channel cannot show] | no_text | raw"),
                new Type(
                        """
                        {"type": "ephemeral"}
                        """,
                        "[sent something this channel cannot show: ephemeral] | no_text | raw"),
                new Type(
                        """
                        {"type": "hologram", "hologram": {"id": "5"}}
                        """,
                        "[sent something this channel cannot show: hologram] | no_text | raw"),
                new Type(
                        """
                        {"type": "Ü'--<b>"}
                        """,
                        "[sent something this channel cannot show] | no_text | raw"),
                new Type(
                        """
                        {"type": "text"}
                        """,
                        "[sent something this channel cannot show: text] | no_text | raw"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeIsReadForWhatItHolds(Type type) {
        assertEquals(type.outline(), MessageOutline.of(message(type.json())));
    }

    /// Whatever becomes of the event.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "messages | messages |"
                    + " 'from':'100','from_user_id':'US.1','type':'reaction','reaction':{'message_id':'x','emoji':'y'}",
                "messages | messages | 'from':'100','from_user_id':'US.1','type':'reaction'",
                "messages | messages |"
                        + " 'from':'100','type':'revoke','revoke':{'original_message_id':'x'}",
                "messages | messages |"
                    + " 'from_user_id':'US.1','type':'edit','edit':{'original_message_id':'x','message':{'type':'text','text':{'body':'y'}}}",
                "messages | messages | 'from':'100','type':'text','group_id':'G'",
                "messages | messages |"
                    + " 'from':'100','type':'system','system':{'type':'customer_identity_changed'}",
                "messages | statuses | 'recipient_id':'100','status':'read'",
                "messages | statuses |"
                        + " 'recipient_id':'100','recipient_user_id':'US.1','status':'warning'",
                "messages | statuses | 'recipient_id':'100','status':'captured','payment':{}",
                "standby | messages | 'from':'100','from_user_id':'US.1','type':'reaction'",
                "calls | calls |"
                        + " 'from':'100','to':'555','direction':'USER_INITIATED','event':'connect'",
                "calls | calls |"
                    + " 'from':'555','to':'100','direction':'BUSINESS_INITIATED','event':'terminate'",
                "smb_message_echoes | message_echoes | 'from':'555','to':'100','type':'reaction'",
                "user_preferences | user_preferences | 'wa_id':'100','value':'stop'",
                "new_field | new_field | 'wa_id':'100'",
                "smb_message_echoes | message_echoes |"
                        + " 'to':'100','type':'revoke','revoke':{'original_message_id':'x'}",
            })
    void idsShownTogetherAreAPair(String field, String list, String event) {
        Map<String, Object> shown = Json.object(("{'id':'e1'," + event + "}").replace('\'', '"'));
        List<?> contacts = List.of(Map.of("wa_id", "100", "user_id", "US.1"));
        List<InboundEvent> news =
                read(
                        WhatsAppFixture.change(
                                field, Map.of("contacts", contacts, list, List.of(shown))));
        PersonIds ids = new PersonIds(Optional.of("US.1"), Optional.of("100"));
        assertEquals(new InboundEvent.IdPair(WhatsAppFixture.NUMBER, ids), news.getFirst());
        assertEquals(2, news.size());
    }

    /// Any word of staff counts.
    @Test
    void aReactionFromTheBusinessAppIsAWordOfStaff() {
        Map<String, Object> reaction = Map.of("message_id", "wamid.7", "emoji", "👍");
        Map<String, Object> echo =
                Map.of(
                        "from",
                        "555",
                        "to",
                        "100",
                        "id",
                        "e1",
                        "type",
                        "reaction",
                        "reaction",
                        reaction);
        InboundEvent.Echo said = (InboundEvent.Echo) echo(echo);
        assertEquals("100 👍", said.thread() + " " + said.text());
        assertEquals(
                Optional.of("wamid.7"), ContextAttachments.quoted(said.attachments().getFirst()));
        Map<String, Object> taken = new HashMap<>(echo);
        taken.put("reaction", Map.of("message_id", "wamid.7"));
        assertEquals(new InboundEvent.IgnoredEvent("reaction"), echo(taken));
    }

    private static InboundEvent echo(Map<String, Object> echo) {
        String body =
                WhatsAppFixture.change(
                        "smb_message_echoes", Map.of("message_echoes", List.of(echo)));
        return read(body).getFirst();
    }

    @Test
    void idsOfAGroupAreNobodys() {
        String status = WhatsAppFixture.status(Map.of("recipient_id", "Y2Fwa", "status", "read"));
        assertEquals(1, read(status).size());
    }

    private static CustomerMessage message(String json) {
        return (CustomerMessage) read(WhatsAppFixture.message(Json.object(json))).getFirst();
    }

    private static List<InboundEvent> read(String body) {
        return new WhatsAppWebhook()
                .read(MetaFixture.signed(body, WhatsAppFixture.SECRET), WhatsAppFixture.account());
    }
}
