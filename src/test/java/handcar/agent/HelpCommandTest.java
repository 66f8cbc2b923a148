package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"/help", "/HELP ", "/help@shop_bot"})
    void isIn(String message) {
        assertTrue(HelpCommand.isIn(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "/helpdesk", "/help me with my lamp", "see /help"})
    void isNotIn(String message) {
        assertFalse(HelpCommand.isIn(message));
    }
}
