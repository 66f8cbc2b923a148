package handcar.channel.instagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import module java.base;

import handcar.channel.ContextAttachments;
import handcar.channel.InboundEvent;
import handcar.channel.PersonIds;
import handcar.channel.meta.MetaFixture;
import handcar.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom an event names, whatever becomes of it.
final class InstagramPersonTest {
    private static final String OURS = InstagramFixture.OURS;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'optin':{'ref':'r'}",
                "'read':{'watermark':1}",
                "'hologram':{}",
                "'message':{'mid':'m','is_self':true}",
                "'message':{'mid':'m','is_deleted':true}",
                "'message_edit':{'mid':'m'}",
                "'reaction':{'mid':'m','action':'react'}",
                "'postback':{}",
            })
    void idsShownTogetherAreAPair(String event) {
        List<InboundEvent> all =
                read(
                        "{'sender':{'id':'7','user_id':'99'},'recipient':{'id':'"
                                + OURS
                                + "'},"
                                + event
                                + "}");
        PersonIds ids = new PersonIds(Optional.of("7"), Optional.of("99"));
        assertEquals(new InboundEvent.IdPair(OURS, ids), all.getFirst());
        assertEquals(2, all.size());
    }

    /// Any word of staff counts.
    @Test
    void aReactionOfOurAccountIsAWordOfStaff() {
        String people = "{'sender':{'id':'" + OURS + "'},'recipient':{'id':'7'},'timestamp':1,";
        InboundEvent.Echo echo =
                assertInstanceOf(
                        InboundEvent.Echo.class,
                        read(people + "'reaction':{'mid':'m','action':'react','emoji':'❤'}}")
                                .getFirst());
        assertEquals("7 ❤", echo.thread() + " " + echo.text());
        assertEquals(Optional.of("m"), ContextAttachments.quoted(echo.attachments().getFirst()));
        assertEquals(
                List.of(new InboundEvent.IgnoredEvent("reaction")),
                read(people + "'reaction':{'mid':'m','action':'unreact'}}"));
    }

    private static List<InboundEvent> read(String event) {
        Map<String, Object> given = Json.object(event.replace('\'', '"'));
        return new InstagramWebhook()
                .read(
                        MetaFixture.signed(
                                InstagramFixture.entry("messaging", given),
                                InstagramFixture.SECRET),
                        InstagramFixture.account());
    }
}
