package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlLengthTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b\nc",
                "<p class='far more than three'>abc</p>",
                "<!-- far > more -->abc",
                "<SCRIPT>if (a </b) far('more')</Script >abc<style>far more",
                "a<b>c<",
                "a<",
                "<",
                ""
            })
    void counts_what_stands_between_tags(String html) {
        assertFalse(HtmlLength.exceeds(html, 3), html);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abcd", "<p>ab</p><p>cd", "a < b c", "<script>x</script>abcd", "1<2 3"})
    void counts_everything_there(String html) {
        assertTrue(HtmlLength.exceeds(html, 3), html);
    }
}
