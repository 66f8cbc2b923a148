package handcar.channel.instagram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.MessageOutline;
import handcar.channel.meta.MetaFixture;
import handcar.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every type of message, and what of it people and the agent read.
final class InstagramTypesTest {
    record Type(String json, String outline) {}

    private static Stream<Type> types() {
        return Stream.of(
                new Type(
                        """
                        {"text": "hello"}
                        """,
                        "hello"),
                new Type(
                        """
                        {"text": "is it blue?", "attachments": [{"type": "template", "payload": {"product": {"elements": [{"id": "7", "title": "Tessel lamp", "subtitle": "19 €", "image_url": "https://cdn/7"}]}}}]}
                        """,
                        "is it blue? | context Product Tessel lamp, 19 € <https://cdn/7>"),
                new Type(
                        """
                        {"attachments": [{"type": "template", "payload": {"generic": {"elements": [{"title": "A"}, {"title": "B"}]}}}]}
                        """,
                        " | context Product A; B"),
                new Type(
                        """
                        {"attachments": [{"type": "image", "payload": {"url": "https://cdn/1"}}, {"type": "image", "payload": {"url": "https://cdn/2"}}]}
                        """,
                        " | image <https://cdn/1> | image <https://cdn/2>"),
                new Type(
                        """
                        {"attachments": [{"type": "event", "payload": {"title": "Open day on Friday"}}]}
                        """,
                        " | context event Open day on Friday"),
                new Type(
                        """
                        {"attachments": [{"type": "event", "payload": {"title": "Open day", "url": "https://cdn/1"}}]}
                        """,
                        " | file Open day <https://cdn/1>"),
                new Type(
                        """
                        {"attachments": [{"type": "audio", "payload": {"url": "https://cdn/1"}}]}
                        """,
                        " | audio <https://cdn/1>"),
                new Type(
                        """
                        {"attachments": [{"type": "share", "payload": {"url": "https://cdn/1"}}]}
                        """,
                        " | context Shared post <https://cdn/1>"),
                new Type(
                        """
                        {"text": "this one?", "attachments": [{"type": "ig_post", "payload": {"title": "Tessel lamp", "url": "https://cdn/1"}}]}
                        """,
                        "this one? | context Shared post Tessel lamp <https://cdn/1>"),
                new Type(
                        """
                        {"attachments": [{"type": "ig_reel", "payload": {"title": "How to mend", "reel_video_id": 7, "url": "https://cdn/1"}}]}
                        """,
                        " | context Shared reel How to mend <https://cdn/1>"),
                new Type(
                        """
                        {"attachments": [{"type": "story_mention", "payload": {"url": "https://cdn/1"}}]}
                        """,
                        " | context Mentioned you in a story <https://cdn/1>"),
                new Type(
                        """
                        {"text": "love it", "reply_to": {"story": {"id": "7", "url": "https://cdn/s"}}}
                        """,
                        "love it | context In reply to your story <https://cdn/s>"),
                new Type(
                        """
                        {"text": "this", "reply_to": {"mid": "mid.7"}}
                        """,
                        "this | context In reply to <message:mid.7>"),
                new Type(
                        """
                        {"text": "price?", "referral": {"product": {"id": "p-1"}}}
                        """,
                        "price? | context About the product p-1"),
                new Type(
                        """
                        {"text": "price?", "referral": {"ref": "r", "ad_id": "9", "source": "ADS", "type": "OPEN_THREAD", "ads_context_data": {"ad_title": "Tessel lamp, 19 €", "photo_url": "https://cdn/ad"}}}
                        """,
                        "price? | context From an ad Tessel lamp, 19 € <https://cdn/ad>"),
                new Type(
                        """
                        {"text": "price?", "referral": {"product": {"id": "p-1"}, "ad_id": "9", "source": "ADS", "ads_context_data": {"ad_title": "Lamps"}}}
                        """,
                        "price? | context About the product p-1 | context From an ad Lamps"),
                new Type(
                        """
                        {"attachments": [{"type": "like_heart"}]}
                        """,
                        " | sticker ❤"),
                new Type(
                        """
                        {"is_unsupported": true}
                        """,
                        "[sent something this channel cannot show] | no_text | raw"),
                new Type(
                        """
                        {"attachments": [{"type": "unsupported_type"}]}
                        """,
                        "[sent something this channel cannot show] | no_text | raw"),
                new Type(
                        """
                        {"attachments": [{"type": "ephemeral"}]}
                        """,
                        "[sent something this channel cannot show: ephemeral] | no_text | raw"),
                new Type(
                        """
                        {"attachments": [{"type": "hologram", "payload": {"url": "https://cdn/1"}}]}
                        """,
                        " | file hologram <https://cdn/1>"),
                new Type(
                        """
                        {"text": "see", "attachments": [{"type": "unsupported"}]}
                        """,
                        "see | context Sent something this channel cannot show | raw"),
                new Type(
                        """
                        {"attachments": [{"type": "location", "title": "Pin", "payload": {"coordinates": {"lat": 52.5, "long": 13.4}}}]}
                        """,
                        " | location Pin <geo:52.5,13.4>"),
                new Type(
                        """
                        {}
                        """,
                        "[sent something this channel cannot show] | no_text | raw"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeIsReadForWhatItHolds(Type type) {
        assertEquals(type.outline(), MessageOutline.of(read(type.json())));
    }

    @Test
    void theOtherEnvelopeHoldsTheSameEvents() {
        Map<String, Object> event = new HashMap<>();
        event.put("sender", Map.of("id", InstagramFixture.CUSTOMER));
        event.put("recipient", Map.of("id", InstagramFixture.OURS));
        event.put("timestamp", "1527459824");
        event.put("message", Map.of("mid", "mid.1", "text", "hello"));
        CustomerMessage said =
                (CustomerMessage)
                        one(
                                InstagramFixture.entry(
                                        "changes", Map.of("field", "messages", "value", event)));
        assertEquals("hello", said.text());
        assertEquals(InstagramFixture.CUSTOMER, said.thread());
        assertEquals(InstagramFixture.OURS, said.account());
        assertEquals(Instant.ofEpochSecond(1_527_459_824), said.at());
    }

    @Test
    void whoCameByALinkAndWroteNothingIsShownAndNotAnswered() {
        CustomerMessage came =
                (CustomerMessage)
                        one(
                                InstagramFixture.event(
                                        InstagramFixture.CUSTOMER,
                                        InstagramFixture.OURS,
                                        "referral",
                                        Map.of("ref", "spring", "source", "IGME")));
        assertEquals(" | context From a link spring | automatic", MessageOutline.of(came));
    }

    @Test
    void aPressedButtonNamesTheAd() {
        CustomerMessage pressed =
                (CustomerMessage)
                        one(
                                InstagramFixture.event(
                                        InstagramFixture.CUSTOMER,
                                        InstagramFixture.OURS,
                                        "postback",
                                        Map.of(
                                                "title",
                                                "Prices",
                                                "referral",
                                                Map.of("ad_id", "9", "source", "ADS"))));
        assertEquals("Prices | context From an ad 9", MessageOutline.of(pressed));
    }

    private static CustomerMessage read(String json) {
        return (CustomerMessage) one(InstagramFixture.message(Json.object(json)));
    }

    private static InboundEvent one(String body) {
        return new InstagramWebhook()
                .read(MetaFixture.signed(body, InstagramFixture.SECRET), InstagramFixture.account())
                .getFirst();
    }
}
