package handcar.rag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.rag.extract.TextBuilder;
import handcar.text.Language;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassageSplitterTest {
    private static String between(String text, Passage passage) {
        int from = text.offsetByCodePoints(0, passage.start());
        return text.substring(from, text.offsetByCodePoints(from, passage.end() - passage.start()));
    }

    private static List<Passage> checked(String text) {
        List<Passage> passages = PassageSplitter.split(text);
        int end = 0;
        for (Passage passage : passages) {
            assertEquals(passage.text(), between(text, passage));
            assertTrue(passage.start() >= end, "passages do not overlap");
            assertTrue(passage.text().length() <= PassageSplitter.WHOLE + 1);
            assertEquals(passage.text().strip(), passage.text());
            end = passage.end();
        }
        return passages;
    }

    @Test
    void a_short_document_is_one_passage() {
        assertEquals(
                List.of("One. Two.\n\nThree."),
                checked("One. Two.\n\nThree.").stream().map(Passage::text).toList());
    }

    @Test
    void sections_stay_whole_under_their_headings() {
        List<Passage> passages =
                checked(
                        """
                        Intro

                        # Shop

                        ## Hours

                        Nine to five.

                        ## Empty

                        # Terms

                        None.

                        ```
                        # code
                        ```\
                        """);

        assertEquals(
                List.of(
                        "|Intro",
                        "Shop › Hours|Nine to five.",
                        "Shop|Empty",
                        "Terms|None.\n\n```\n# code\n```"),
                passages.stream().map(p -> p.heading() + "|" + p.text()).toList());
    }

    @Test
    void a_fence_is_closed_by_one_as_long() {
        List<Passage> passages = checked("````\n```\n# code\n```\n````\n\n# Shop\n\nOpen.");

        assertEquals(
                List.of("|````\n```\n# code\n```\n````", "Shop|Open."),
                passages.stream().map(p -> p.heading() + "|" + p.text()).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A sentence about shipping goods to Japan. ",
                "这是一个关于运输的句子。",
                "هذه جملة عن الشحن إلى اليابان؟ ",
                "यह जापान भेजने के बारे में एक वाक्य है। ",
                "ประโยคเกี่ยวกับการจัดส่งสินค้าไปญี่ปุ่น ",
                "👍🏽 yes. ",
                "xxxxxxxxxx",
                "👍"
            })
    void a_long_paragraph_is_cut_at_sentence_ends_in_any_script(String sentence) {
        String text = sentence.repeat(6000 / sentence.length()).strip();
        List<Passage> passages = checked(text);

        assertTrue(passages.size() >= 4);
        assertEquals(
                text.replaceAll("\\s", ""),
                String.join("", passages.stream().map(Passage::text).toList())
                        .replaceAll("\\s", ""));
        if (!sentence.startsWith("x") && sentence.length() > 2) {
            passages.forEach(
                    p ->
                            assertTrue(
                                    sentence.strip()
                                            .endsWith(p.text().substring(p.text().length() - 1))));
        }
        passages.forEach(p -> assertTrue(p.text().length() > 300, () -> "no scraps: " + p.text()));
    }

    @Test
    void rows_are_never_cut() {
        String text = "Model: X2000; Price: 49.90 €; Stock: plenty\n".repeat(200).strip();

        checked(text)
                .forEach(
                        p ->
                                assertTrue(
                                        p.text().startsWith("Model")
                                                && p.text().endsWith("plenty")));
    }

    @Test
    void each_passage_has_its_own_language() {
        List<Passage> passages =
                checked(
                        """
                        # Deutsch

                        Die Lieferung dauert in der Regel drei Tage und ist für alle Kunden kostenlos.

                        # English

                        Delivery usually takes three days and it is free of charge for all customers.

                        # Zahlen

                        4711\
                        """);

        assertEquals(Language.GERMAN, passages.get(0).language());
        assertEquals(Language.ENGLISH, passages.get(1).language());
        assertEquals(Language.of("Die Lieferung dauert in der Regel"), Language.GERMAN);
    }

    @Test
    @Tag("xquad")
    void an_encyclopedia_paragraph_normally_stays_whole() throws IOException {
        Path data = Path.of("../shared/data/xquad.en.json");
        List<String> paragraphs =
                new JsonView(Json.object(Files.readAllBytes(data)))
                        .at("data")
                        .each()
                        .flatMap(a -> a.at("paragraphs").each())
                        .map(p -> TextBuilder.clean(p.text("context").orElseThrow()))
                        .toList();

        long whole = paragraphs.stream().filter(p -> checked(p).size() == 1).count();
        assertTrue(whole >= paragraphs.size() * 98 / 100, whole + " of " + paragraphs.size());
    }

    @Test
    void five_million_characters_are_split_in_seconds() {
        String text = "A sentence about shipping goods to Japan, number 17. ".repeat(94_000);

        int[] count = {0};
        PassageSplitter.split(text, Language.ENGLISH, _ -> count[0]++);
        assertTrue(count[0] > 3_000);
    }
}
