package handcar.channel.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.EditOutline;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.IgnoredEvent;
import handcar.channel.InboundEvent.StaffReply;
import handcar.json.Json;

import org.junit.jupiter.api.Test;

/// Replies that staff edit, and those whose words stand in blocks.
final class SlackEditTest {
    private static final String THREAD = "1531420000.000100";

    private static InboundEvent news(String body) {
        return new SlackWebhook()
                .read(SlackFixture.signed(body), SlackFixture.account(SlackFixture.SECRET))
                .getFirst();
    }

    private InboundEvent edit(String before, Map<String, Object> now) {
        Map<String, Object> message = new HashMap<>();
        message.put("type", "message");
        message.put("user", "U024BE7LH");
        message.put("ts", "1531420618.000200");
        message.put("thread_ts", THREAD);
        message.putAll(now);
        Map<String, Object> changed = new HashMap<>();
        changed.put("subtype", "message_changed");
        changed.put("message", message);
        changed.put("previous_message", Map.of("text", before));
        return news(SlackFixture.event(changed));
    }

    @Test
    void anEditedReplyIsAReplyWhenItNeverCame() {
        String name = THREAD + "/1531420618.000200 At nine";
        assertEquals(
                name + "; reply " + name,
                EditOutline.of(edit("At ten", Map.of("text", "At nine"))));
        // what a link leads to is added by Slack, and what a program wrote is no person's
        for (Map<String, Object> none :
                List.<Map<String, Object>>of(
                        Map.of("text", "At ten"), Map.of("text", "At nine", "bot_id", "B1"))) {
            assertEquals(IgnoredEvent.class, edit("At ten", none).getClass());
        }
        assertEquals(
                new IgnoredEvent("message.internal"),
                edit("At ten", Map.of("text", "<@U1> at nine?")));
    }

    @Test
    void staffAreToldThatADeletedReplyStaysWithTheCustomer() {
        for (String text : List.of("At ten", "<@U1> at ten?", "!close")) {
            InboundEvent deleted =
                    news(
                            SlackFixture.event(
                                    Map.of(
                                            "subtype",
                                            "message_deleted",
                                            "previous_message",
                                            Map.of(
                                                    "user",
                                                    "U024BE7LH",
                                                    "ts",
                                                    "1531420618.000200",
                                                    "thread_ts",
                                                    THREAD,
                                                    "text",
                                                    text))));
            assertEquals(
                    text.equals("At ten") ? InboundEvent.StaffNotice.class : IgnoredEvent.class,
                    deleted.getClass());
        }
    }

    @Test
    void wordsThatStandInBlocksOrAttachmentsAloneAreRead() {
        String blocks =
                """
                {"text":"","blocks":[{"type":"rich_text","elements":[
                {"type":"rich_text_section","elements":[{"type":"emoji","name":"wave"},{"type":"text","text":" It is "},
                {"type":"text","text":"ready","style":{"bold":true}},{"type":"text","text":" & paid, see "},
                {"type":"link","url":"https://shop.example/a","text":"here"}]},
                {"type":"rich_text_list","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"one"}]}]},
                {"type":"rich_text_section","elements":[{"type":"user","user_id":"U1"},{"type":"text","text":" please check"}]}]},
                {"type":"section","text":{"type":"mrkdwn","text":"until *nine*"}}]}\
                """;
        assertEquals(
                """
                👋 It is **ready** & paid, see [here](https://shop.example/a)
                • one
                until **nine**\
                """,
                ((StaffReply) news(inThread(blocks))).text());
        String attachments =
                """
                {"attachments":[{"title":"Order 7","title_link":"https://shop.example/7","text":"It is ready",
                "fields":[{"title":"Price","value":"9"}]}]}\
                """;
        assertEquals(
                "[Order 7](https://shop.example/7)\nIt is ready\nPrice: 9",
                ((StaffReply) news(inThread(attachments))).text());
    }

    private static String inThread(String message) {
        Map<String, Object> all = new HashMap<>(Json.object(message));
        all.put("thread_ts", THREAD);
        return SlackFixture.event(all);
    }
}
