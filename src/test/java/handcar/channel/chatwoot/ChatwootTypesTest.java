package handcar.channel.chatwoot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.MessageEdit;
import handcar.channel.MessageOutline;
import handcar.channel.meta.MetaFixture;
import handcar.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every type of message, and what of it people and the agent read.
final class ChatwootTypesTest {
    record Type(String json, String outline) {}

    private static Stream<Type> types() {
        return Stream.of(
                new Type(
                        """
                        {"content": "hello"}
                        """,
                        "hello"),
                new Type(
                        """
                        {"content": null, "attachments": [{"file_type": "image", "data_url": "https://cw.example/b/Bild%20M%C3%BCller+1.png?d=1", "file_size": 900}]}
                        """,
                        " | image Bild Müller+1.png"
                                + " <https://cw.example/b/Bild%20M%C3%BCller+1.png?d=1>"),
                new Type(
                        """
                        {"content": null, "attachments": [{"file_type": "file", "data_url": "https://cw.example/b/100%.pdf"}]}
                        """,
                        " | file 100%.pdf <https://cw.example/b/100%.pdf>"),
                new Type(
                        """
                        {"content": null, "attachments": [{"file_type": "audio", "data_url": "https://cw.example/a.ogg", "transcribed_text": "How long is the warranty?"}]}
                        """,
                        "How long is the warranty? | audio a.ogg <https://cw.example/a.ogg>"),
                new Type(
                        """
                        {"content": "listen", "attachments": [{"file_type": "audio", "data_url": "https://cw.example/a.ogg", "transcribed_text": "How long?"}]}
                        """,
                        "listen\nHow long? | audio a.ogg <https://cw.example/a.ogg>"),
                new Type(
                        """
                        {"content": null, "content_type": "sticker", "attachments": [{"file_type": "image", "data_url": "https://cw.example/s.webp"}]}
                        """,
                        " | sticker s.webp <https://cw.example/s.webp>"),
                new Type(
                        """
                        {"content": null, "attachments": [{"file_type": "location", "coordinates_lat": 52.5, "coordinates_long": 13.4, "fallback_title": "Shop", "data_url": "https://maps.example"}]}
                        """,
                        " | location Shop <geo:52.5,13.4>"),
                new Type(
                        """
                        {"content": null, "attachments": [{"file_type": "contact", "fallback_title": "+1 555 1", "meta": {"firstName": "Bob", "lastName": "Ray"}}]}
                        """,
                        " | contact Bob Ray +1 555 1 <tel:+1 555 1>"),
                new Type(
                        """
                        {"content": null, "attachments": [{"file_type": "story_mention", "data_url": "https://cdn/s"}]}
                        """,
                        " | context Mentioned you in a story <https://cdn/s>"),
                new Type(
                        """
                        {"content": "this", "attachments": [{"file_type": "ig_reel", "data_url": "https://cdn/r"}]}
                        """,
                        "this | context Shared reel <https://cdn/r>"),
                new Type(
                        """
                        {"content": "this", "content_attributes": {"in_reply_to": 77}}
                        """,
                        "this | context In reply to <message:77>"),
                new Type(
                        """
                        {"content": "wow", "content_attributes": {"story_id": "9", "story_url": "https://cdn/s"}}
                        """,
                        "wow | context In reply to your story <https://cdn/s>"),
                new Type(
                        """
                        {"content": null, "content_attributes": {"is_unsupported": true}}
                        """,
                        "[sent something this channel cannot show] | no_text | raw"),
                new Type(
                        """
                        {"content": null, "content_type": "voice_call"}
                        """,
                        "[voice call: no details] | no_text"),
                new Type(
                        """
                        {"content": "Voice Call", "content_type": "voice_call",
                         "content_attributes": {"data": {"call_direction": "inbound", "status": "no-answer"}}}
                        """,
                        "[voice call: inbound, no-answer] | no_text"),
                new Type(
                        """
                        {"content": null}
                        """,
                        "[sent something this channel cannot show] | no_text | raw"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeIsReadForWhatItHolds(Type type) {
        assertEquals(type.outline(), MessageOutline.of(read(type.json())));
    }

    private static Stream<Type> submissions() {
        return Stream.of(
                new Type(
                        """
                        {"submitted_values": [{"title": "Returns", "value": "returns"}]}
                        """,
                        "Returns"),
                new Type(
                        """
                        {"submitted_values": [{"name": "email", "value": "a@cust.example"}, {"name": "order", "value": 1234}]}
                        """,
                        "email: a@cust.example\n"
                                + "order: 1234 | field email a@cust.example | field order 1234 |"
                                + " no_text"),
                new Type(
                        """
                        {"submitted_values": [{"title": "By post", "value": "carrier_7"}]}
                        """,
                        "By post | context Chosen value carrier_7"),
                new Type(
                        """
                        {"submitted_values": [{"label": "Issue", "name": "issue", "title": "x", "value": "Where is my lamp?"}]}
                        """,
                        "Issue: Where is my lamp? | field Issue Where is my lamp?"),
                new Type(
                        """
                        {"items": [{"name": "order_no", "label": "Order number", "type": "text"}, {"name": "why", "title": "Reason", "type": "select",
                          "options": [{"label": "It is broken", "value": "r1"}, {"label": "Too small", "value": "r2"}]}, {"name": "text", "label": "", "type": "text_area"}],
                         "submitted_values": [{"name": "order_no", "value": "1234"}, {"name": "why", "value": "r1"}, {"name": "text", "value": "Help"}, {"name": "more", "value": "x"}]}
                        """,
                        "Order number: 1234\n"
                                + "Reason: It is broken\n"
                                + "text: Help\n"
                                + "more: x | field Order number 1234 | field Reason It is broken |"
                                + " field text Help | field more x | no_text"),
                new Type(
                        """
                        {"submitted_email": "a@cust.example"}
                        """,
                        "[e-mail: a@cust.example] | automatic"));
    }

    @ParameterizedTest
    @MethodSource("submissions")
    void whatTheCustomerEntersIntoAMessageOfOursIsTheirs(Type type) {
        CustomerMessage said =
                (CustomerMessage)
                        read(
                                Map.of(
                                        "event", "message_updated",
                                        "message_type", "outgoing",
                                        "content_attributes", Json.object(type.json())));
        assertEquals(type.outline(), MessageOutline.of(said));
        assertEquals("815:submitted", said.id());
    }

    @Test
    void aTranscriptThatComesLaterIsTheText() {
        Map<String, Object> later =
                Json.object(
                        """
                        {"event": "message_updated", "content": null, "changed_attributes": [],
                         "attachments": [{"file_type": "audio", "transcribed_text": "How long?"}]}
                        """);
        assertEquals("How long?", ((MessageEdit) read(later)).content().text());
    }

    @Test
    void theSurveyIsTheCustomersRating() {
        Map<String, Object> answered =
                Json.object(
                        """
                        {"event": "message_updated", "message_type": "template", "content_type": "input_csat",
                         "content_attributes": {"submitted_values": {
                             "csat_survey_response": {"rating": 2, "feedback_message": "slow"}}}}
                        """);
        InboundEvent.Survey survey = (InboundEvent.Survey) read(answered);
        assertEquals(2, survey.stars());
        assertEquals("slow", survey.said().text());
        assertEquals("42", survey.said().thread());
        assertEquals("5", survey.said().address().get("inbox_id"));
    }

    private static CustomerMessage read(String json) {
        return (CustomerMessage) read(Json.object(json));
    }

    private static InboundEvent read(Map<String, ?> fields) {
        return new ChatwootWebhook()
                .read(
                        MetaFixture.posted(ChatwootFixture.message(fields), Map.of()),
                        ChatwootFixture.account("https://cw.example"))
                .getFirst();
    }
}
