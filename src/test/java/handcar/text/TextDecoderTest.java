package handcar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One opening notice of a shop in many languages, in every charset these languages were ever written in.
class TextDecoderTest {
    private static final String CHARSETS =
            """
            ru | windows-1251 KOI8-R IBM866 ISO-8859-5 x-MacCyrillic IBM855
            uk | windows-1251 KOI8-U ISO-8859-5 x-MacCyrillic
            bg | windows-1251 IBM866 ISO-8859-5 x-MacCyrillic
            sr | windows-1251 ISO-8859-5 IBM855
            pl | windows-1250 ISO-8859-2 IBM852 ISO-8859-13 windows-1257 x-MacCentralEurope
            cs | windows-1250 ISO-8859-2 IBM852 x-MacCentralEurope
            sk | windows-1250 IBM852
            hu | windows-1250 ISO-8859-2 IBM852 x-MacCentralEurope
            ro | windows-1250 ISO-8859-2 IBM852
            hr | windows-1250 ISO-8859-2 IBM852
            sl | windows-1250 ISO-8859-2
            el | windows-1253 ISO-8859-7 x-IBM737
            he | windows-1255 ISO-8859-8
            tr | windows-1254 ISO-8859-9 IBM857
            ar | windows-1256 ISO-8859-6
            fa | windows-1256
            lt | windows-1257 ISO-8859-13 IBM775
            lv | windows-1257 ISO-8859-13 IBM775
            et | windows-1257 ISO-8859-13 ISO-8859-15
            de | windows-1252 ISO-8859-1 ISO-8859-15 IBM850 x-MacRoman windows-1250
            fr | windows-1252 ISO-8859-15 IBM850 x-MacRoman
            es | windows-1252 ISO-8859-1 IBM850 x-MacRoman
            pt | windows-1252 ISO-8859-1 IBM850 x-MacRoman
            it | windows-1252 ISO-8859-1 IBM850 x-MacRoman
            nl | windows-1252
            sv | windows-1252 ISO-8859-1 IBM850 x-MacRoman
            da | windows-1252 ISO-8859-1 IBM850
            fi | windows-1252 ISO-8859-15 IBM850
            is | windows-1252
            ja | windows-31j EUC-JP ISO-2022-JP
            zh | GB18030 GBK GB2312
            tw | Big5 x-windows-950
            ko | x-windows-949 EUC-KR
            th | x-windows-874 TIS-620
            """;

    private static final Map<String, String> NOTICES = notices();

    private static Map<String, String> notices() {
        Map<String, String> notices = new HashMap<>();
        ResourceProperties.read(TextDecoderTest.class, "notices.properties")
                .forEach((language, text) -> notices.put((String) language, (String) text));
        return notices;
    }

    private static String notice(String language) {
        return NOTICES.getOrDefault(language, "");
    }

    private static Optional<String> read(String text, String charset) {
        byte[] bytes = text.getBytes(Charset.forName(charset));
        assertEquals(text, new String(bytes, Charset.forName(charset)), "cannot be written");
        return TextDecoder.find(bytes, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = CHARSETS)
    void a_notice_is_read_as_it_was_written(String language, String charsets) {
        String text = notice(language);
        List<String> wrong = new ArrayList<>();
        for (String charset : charsets.split(" ", -1)) {
            Optional<String> found = read(text, charset);
            if (!found.equals(Optional.of(text))) {
                wrong.add(charset + ": " + found.orElse("not recognised"));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void a_line_with_some_letters_is_read_or_not_recognised_and_never_garbled() {
        List<String> garbled = new ArrayList<>();
        int read = 0;
        int all = 0;
        for (String row : CHARSETS.lines().toList()) {
            String[] parts = row.split(" \\| ", -1);
            for (String line : notice(parts[0].strip()).lines().toList()) {
                if (line.chars().filter(letter -> letter > 0x7F).count() < 3) {
                    continue; // one or two letters may be anything
                }
                for (String charset : parts[1].split(" ", -1)) {
                    Optional<String> found = read(line, charset);
                    all++;
                    read += found.equals(Optional.of(line)) ? 1 : 0;
                    found.filter(text -> !text.equals(line))
                            .ifPresent(text -> garbled.add(charset + ": " + text + " / " + line));
                }
            }
        }
        assertEquals(List.of(), garbled);
        assertTrue(read > all * 4 / 5, read + " of " + all);
    }

    @Test
    void a_notice_in_capitals_is_read_or_not_recognised_and_never_garbled() {
        List<String> garbled = new ArrayList<>();
        int read = 0;
        int all = 0;
        for (String row : CHARSETS.lines().toList()) {
            String[] parts = row.split(" \\| ", -1);
            String language = parts[0].strip();
            String text = notice(language).toUpperCase(Locale.forLanguageTag(language));
            for (String charset : parts[1].split(" ", -1)) {
                if (!Charset.forName(charset).newEncoder().canEncode(text)) {
                    continue;
                }
                Optional<String> found = read(text, charset);
                all++;
                read += found.equals(Optional.of(text)) ? 1 : 0;
                found.filter(other -> !other.equals(text))
                        .ifPresent(other -> garbled.add(charset + ": " + other));
            }
        }
        assertEquals(List.of(), garbled);
        assertTrue(read > all * 9 / 10, read + " of " + all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void utf_without_a_mark_is_read(String charset) {
        for (String text : NOTICES.values()) {
            assertEquals(Optional.of(text), read(text, charset));
            byte[] marked = ("\uFEFF" + text).getBytes(Charset.forName(charset));
            assertEquals(Optional.of(text), TextDecoder.find(marked, Optional.empty()));
            assertFalse(TextDecoder.looksBinary(text.getBytes(Charset.forName(charset))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "windows-1251", "ISO-8859-1"})
    void utf_8_that_was_read_in_another_charset_is_repaired(String charset) {
        for (String language : List.of("ru", "de", "fr", "el", "pl", "ja")) {
            String text = notice(language);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            String misread = new String(bytes, Charset.forName(charset));
            if (misread.indexOf('\uFFFD') < 0) {
                byte[] once = misread.getBytes(StandardCharsets.UTF_8);
                assertEquals(Optional.of(text), TextDecoder.find(once, Optional.empty()));
                byte[] twice = new String(once, ISO_8859_1).getBytes(StandardCharsets.UTF_8);
                assertEquals(Optional.of(text), TextDecoder.find(twice, Optional.empty()));
            }
        }
        String quoted =
                "Zeichen wie „Ã¤“ entstehen für alle Leser überall, wo öfter gespeichert wird.";
        assertEquals(Optional.of(quoted), read(quoted, "UTF-8"));
    }

    @Test
    void utf_8_stays_what_it_is_and_one_cut_character_does_not_change_that() {
        NOTICES.forEach((_, text) -> assertEquals(Optional.of(text), read(text, "UTF-8")));
        byte[] bytes = notice("ru").getBytes(StandardCharsets.UTF_8);
        String cut =
                TextDecoder.find(Arrays.copyOf(bytes, bytes.length - 1), Optional.empty())
                        .orElseThrow();
        assertTrue(cut.startsWith(notice("ru").substring(0, 100)), cut);
    }

    @Test
    void what_is_declared_wins_where_it_makes_sense() {
        byte[] bytes = "Привет".getBytes(Charset.forName("KOI8-R"));
        assertEquals("Привет", TextDecoder.decode(bytes, TextDecoder.named("koi8-r")));
        byte[] notice = notice("ru").getBytes(Charset.forName("windows-1251"));
        assertEquals(notice("ru"), TextDecoder.decode(notice, TextDecoder.named("latin1")));
    }

    @ParameterizedTest
    @CsvSource({
        "windows-1257, Labas ąčęėįšųūž",
        "ISO-8859-13, ąčęėįšųūž",
        "windows-1250, žluťoučký kůň",
        "ISO-8859-2, żółw",
        "windows-1253, γάτα",
        "windows-1254, şığ",
        "ISO-8859-15, € œuf",
        "KOI8-R, щи",
        "windows-1251, щи",
        "windows-1255, שלום",
        "windows-1256, سلام"
    })
    void a_charset_that_is_declared_on_purpose_holds(String charset, String text) {
        byte[] bytes = text.getBytes(Charset.forName(charset));
        assertEquals(text, TextDecoder.decode(bytes, TextDecoder.named(charset)));
        byte[] modern = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(text, TextDecoder.decode(modern, TextDecoder.named(charset)));
    }

    @Test
    void bytes_of_no_text_are_not_recognised() {
        Random random = new Random(17);
        for (int length : new int[] {40, 1_000, 100_000}) {
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            assertEquals(Optional.empty(), TextDecoder.find(noise, Optional.empty()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Der Kaffee kostet 4 +IKw, im H+APY-rsaal 3 +IKw. | Der Kaffee kostet 4 €, im Hörsaal 3 €.
                    +BB4EQgQ6BEAESwRCBD4 9 +IBM 18 | Открыто 9 – 18
                    +VbZpbWZClZM 9:00, +MEowVzB+MEQwTzBgMFUwRA- | 営業時間 9:00, おしまいください
                    1 +- 1 +Jjo- | 1 + 1 ☺
                    """)
    void utf7_is_read(String written, String meant) {
        assertEquals(
                Optional.of(meant),
                TextDecoder.find(written.getBytes(ISO_8859_1), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Call +49 30 123456 or +4930123456-.",
                "C++ and a+b, 1+1=2",
                "Write to me+abc@shop.example or me+abc-d@shop.example.",
                "Size A+, group +AAA-, +A-"
            })
    void a_plus_is_a_plus(String text) {
        assertEquals(
                Optional.of(text), TextDecoder.find(text.getBytes(ISO_8859_1), Optional.empty()));
    }
}
