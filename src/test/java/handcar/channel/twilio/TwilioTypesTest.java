package handcar.channel.twilio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.MessageOutline;
import handcar.json.Json;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every type of message, and what of it people and the agent read.
final class TwilioTypesTest {
    record Type(String json, String outline) {}

    private static Stream<Type> types() {
        return Stream.of(
                new Type(
                        """
                        {"Body": "hello"}
                        """,
                        "hello"),
                new Type(
                        """
                        {"Body": "", "NumMedia": "2", "MediaUrl0": "https://api.twilio.com/m/1", "MediaContentType0": "image/jpeg", "MediaUrl1": "https://api.twilio.com/m/2", "MediaContentType1": "application/pdf"}
                        """,
                        " | image <https://api.twilio.com/m/1> | file"
                                + " <https://api.twilio.com/m/2>"),
                new Type(
                        """
                        {"Body": "", "MessageType": "audio", "MediaUrl0": "https://api.twilio.com/m/1", "MediaContentType0": "audio/ogg"}
                        """,
                        " | audio <https://api.twilio.com/m/1>"),
                new Type(
                        """
                        {"Body": "", "MessageType": "sticker", "MediaUrl0": "https://api.twilio.com/m/1", "MediaContentType0": "image/webp"}
                        """,
                        " | sticker <https://api.twilio.com/m/1>"),
                new Type(
                        """
                        {"Body": "", "MessageType": "contacts", "MediaUrl0": "https://api.twilio.com/m/1", "MediaContentType0": "text/x-vcard"}
                        """,
                        " | contact <https://api.twilio.com/m/1>"),
                new Type(
                        """
                        {"Body": "", "MessageType": "location", "Latitude": "52.5", "Longitude": "13.4", "Label": "Shop", "Address": "Main Street 1"}
                        """,
                        " | location Shop Main Street 1 <geo:52.5,13.4>"),
                new Type(
                        """
                        {"Body": "", "MessageType": "location", "Latitude": "north", "Longitude": "13.4"}
                        """,
                        "[sent something this channel cannot show: location] | no_text | raw"),
                new Type(
                        """
                        {"Body": "Yes", "MessageType": "button", "ButtonText": "Yes", "ButtonPayload": "Y"}
                        """,
                        "Yes"),
                new Type(
                        """
                        {"Body": "", "MessageType": "button", "ButtonText": "Yes", "ButtonPayload": "Y"}
                        """,
                        "Yes"),
                new Type(
                        """
                        {"Body": "", "MessageType": "interactive", "ListId": "7", "ListTitle": "Returns"}
                        """,
                        "Returns"),
                new Type(
                        """
                        {"Body": "", "MessageType": "interactive", "InteractiveData": "{\\"pages\\":[{\\"title\\":\\"Your order\\",\\"items\\":[{\\"label\\":\\"Order number\\",\\"value\\":\\"1234\\"},{\\"label\\":\\"Parts\\",\\"value\\":[\\"shade\\",\\"foot\\"]}]},{\\"items\\":[{\\"id\\":\\"note\\",\\"value\\":\\"thanks\\"}]}]}"}
                        """,
                        "Order number: 1234\n"
                            + "Parts: shade, foot\n"
                            + "note: thanks | field Order number 1234 | field Parts shade, foot |"
                            + " field note thanks | no_text"),
                new Type(
                        """
                        {"Body": "", "MessageType": "interactive", "InteractiveData": "{\\"order\\":\\"1234\\",\\"flow_token\\":\\"x\\"}"}
                        """,
                        "Order: 1234 | field Order 1234 | no_text"),
                new Type(
                        """
                        {"Body": "", "MessageType": "interactive", "InteractiveData": "{\\"nfm_reply\\":{\\"response_json\\":\\"{\\\\\\"size\\\\\\":\\\\\\"L\\\\\\"}\\"}}"}
                        """,
                        "Size: L | field Size L | no_text"),
                new Type(
                        """
                        {"Body": "", "MessageType": "interactive", "FlowData": "{\\"parts\\":[{\\"name\\":\\"foot\\",\\"number\\":2}]}"}
                        """,
                        "Parts: Name: foot, Number: 2 | field Parts Name: foot, Number: 2 |"
                                + " no_text"),
                new Type(
                        """
                        {"Body": "", "MessageType": "interactive", "InteractiveData": "no JSON"}
                        """,
                        "[sent something this channel cannot show: interactive] | no_text | raw"),
                new Type(
                        """
                        {"Body": "still there?", "ReferralHeadline": "Tessel lamp, 19 €", "ReferralBody": "Only this week", "ReferralSourceUrl": "https://ad.example/1"}
                        """,
                        "still there? | context From an ad Tessel lamp, 19 € — Only this week"
                                + " <https://ad.example/1>"),
                new Type(
                        """
                        {"Body": "this", "OriginalRepliedMessageSid": "SM9", "OriginalRepliedMessageSender": "whatsapp:+1"}
                        """,
                        "this | context In reply to <message:SM9>"),
                new Type(
                        """
                        {"Body": "look", "Forwarded": "true"}
                        """,
                        "look | context Forwarded"),
                new Type(
                        """
                        {"Body": "HELP", "OptOutType": "HELP"}
                        """,
                        "HELP | answered_by_provider"),
                new Type(
                        """
                        {"Body": "Stop", "OptOutType": "STOP"}
                        """,
                        "Stop | answered_by_provider"),
                new Type(
                        """
                        {"Body": "PARAR", "OptOutType": "STOP"}
                        """,
                        "STOP | answered_by_provider | raw"),
                new Type(
                        """
                        {"Body": "", "MessageType": "order"}
                        """,
                        "[sent something this channel cannot show: order] | no_text | raw"),
                new Type(
                        """
                        {"Body": ""}
                        """,
                        "[sent something this channel cannot show] | no_text | raw"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeIsReadForWhatItHolds(Type type) {
        assertEquals(type.outline(), MessageOutline.of(read(type.json())));
    }

    private static CustomerMessage read(String json) {
        Map<String, String> form = new TreeMap<>();
        Json.object(json).forEach((name, value) -> form.put(name, value.toString()));
        return (CustomerMessage)
                TwilioFixture.news(
                        TwilioFixture.signed(TwilioFixture.URL, TwilioFixture.incoming(form)));
    }
}
