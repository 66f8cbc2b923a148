package handcar.text;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What surely is a question among the fields of forms.
class InterrogativeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "My lamp is broken. What now?",
                "How long is the warranty",
                "wann öffnen Sie am Samstag",
                "¿Cuándo llega mi pedido",
                "Hallo,\nwie lange dauert der Versand",
                "متى تفتحون؟",
                "保証期間はいつまでですか？",
                "价格是多少",
                "Is it blue?)"
            })
    void asks(String text) {
        assertTrue(Interrogative.surelyAsks(text), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann",
                "My lamp is broken",
                "was broken on arrival",
                "Is broken",
                "1234",
                "https://shop.example/?order=5",
                "ann@cust.example",
                "yes",
                "Who",
                "M, L"
            })
    void tells(String text) {
        assertFalse(Interrogative.surelyAsks(text), text);
    }
}
