package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeReply;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Pictures and files of any size up to the limit of a request reach Anthropic as they came, with whatever escapes the program writes.
final class LargePictureTest {
    private static final GatewayFixture SHOP =
            new GatewayFixture(
                    Map.of("RETRY_MAX_ATTEMPTS", "1", "ANTHROPIC_API_KEY", "sk-ant-test"));

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void aPictureOfAnySizeIsSentAsItCame() {
        for (int size : List.of(100, 3_000_000, 20_000_001, 33_000_000)) {
            String data = "\\/9j\\/" + "A".repeat(size);
            sent(
                    "{'type':'image_url','image_url':{'url':'data:image\\/jpg;base64,"
                            + data
                            + "'}}",
                    "{\"type\":\"image\",\"source\":",
                    "image/jpeg",
                    data);
        }
    }

    @Test
    void aFileOfAnySizeIsSentAsItCame() {
        String data = "JVBERi0x" + "B".repeat(21_000_000);
        sent(
                "{'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,"
                        + data
                        + "'}}",
                "{\"type\":\"document\",\"source\":",
                "application/pdf",
                data);
    }

    @Test
    void aTextOfAnySizeIsSentAsItCame() {
        String text = "\\u00fc\\n" + "word \\\"".repeat(3_500_000);
        sent("{'type':'text','text':'" + text + "'}", "\"text\":\"" + text.substring(0, 9), text);
    }

    private static void sent(String part, String... contained) {
        String body =
                "{'model':'claude-haiku-4-5','messages':[{'role':'user','content':[{'type':'text','text':'What"
                    + " is it?'},"
                        + part
                        + "]}]}";
        SHOP.anthropic.then(
                FakeReply.json(
                        200,
                        Map.of(
                                "content",
                                List.of(Map.of("type", "text", "text", "A dog.")),
                                "stop_reason",
                                "end_turn")));
        GatewayFixture.Said said =
                SHOP.post(GatewayFixture.CHAT, body.replace('\'', '"'), SHOP.key);
        assertEquals(200, said.status(), said::text);
        byte[] bytes = SHOP.anthropic.lastRequest().body();
        String arrived = new String(bytes, StandardCharsets.UTF_8);
        for (String each : contained) {
            assertTrue(
                    arrived.contains(each) || arrived.contains(each.replace("\\/", "/")),
                    () -> each.substring(0, Math.min(40, each.length())) + " in " + start(arrived));
        }
    }

    private static String start(String text) {
        return text.substring(0, Math.min(500, text.length()));
    }
}
