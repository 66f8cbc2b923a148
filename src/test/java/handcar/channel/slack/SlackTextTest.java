package handcar.channel.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello :wave: all :slightly_smiling_face:|Hello 👋 all 🙂",
                ":thumbsup::skin-tone-3:|👍🏼",
                ":wave::tada:|👋🎉",
                "done:white_check_mark:|done✅",
                "We :shipit: it today :our-logo: :wave:|We :shipit: it today :our-logo: 👋",
                ":shipit:|:shipit:",
                "At 10:30:45 or a:b:c|At 10:30:45 or a:b:c",
                "The score is 1:100:2|The score is 1:100:2",
                "*Fine* :+1:|**Fine** 👍"
            })
    void theCustomerReadsEmojiAsCharacters(String typed, String read) {
        assertEquals(read, SlackText.markdown(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<@U1> can you check the stock?",
                "  <@U1|ben>: and this?",
                "<!subteam^S1> who has time?",
                "<!here> anybody?",
                "*<@U1>* please look",
                "• <@U1> the stock",
                "&gt; <@U1> what do you think?",
                "- // check this first",
                "// not for the customer",
                "cc <@U3>: please look",
                ":eyes: <@U3> please look",
                ":wave::skin-tone-3: cc <@U3>",
                "👀 <@U3> please look",
                ":warning: // he is angry",
                "(<@U3> please look)",
                "1. <@U3> please look",
                "FYI <@U3|eva> the stock"
            })
    void aLineToColleaguesStaysAmongStaff(String line) {
        assertEquals("", SlackText.forCustomer(line));
        assertEquals("We look.\nSoon.", SlackText.forCustomer("We look.\n" + line + "\nSoon."));
    }

    @Test
    void aSentenceKeepsTheWordForAColleague() {
        assertEquals("Ask @colleague at the desk", SlackText.markdown("Ask <@U1> at the desk"));
        assertEquals("I asked @eva", SlackText.markdown("I asked <@U1|eva>"));
        assertEquals(
                "Ready 2014-02-18",
                SlackText.markdown("Ready <!date^1392734382^Posted {date_num}|2014-02-18>"));
    }

    @Test
    void anAddressIsNoRemark() {
        assertEquals("see https://x.example", SlackText.forCustomer("see https://x.example"));
        assertEquals("Ask <@U1> at the desk", SlackText.forCustomer("Ask <@U1> at the desk"));
    }
}
