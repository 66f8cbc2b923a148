package handcar.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;

/// A long text is neither read nor changed on its way from one document into another.
final class JsonLongTextTest {
    private static final int LONG = 200_000;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<Long> taken = new ArrayList<>();

    private final TextRoom room =
            new TextRoom() {
                @Override
                public void take(long bytes) {
                    taken.add(bytes);
                }

                @Override
                public RuntimeException tooLong(MalformedJsonException refusal) {
                    return refusal;
                }
            };

    private JsonView field(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return RawJsonObject.of(bytes).at("f", room);
    }

    private static String written(Object value) throws IOException {
        JsonPieces pieces = JsonPieces.of(value);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pieces.writeTo(out);
        assertEquals(out.size(), pieces.length());
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsWrittenSaysTheSame() throws IOException {
        for (int round = 0; round < 50; round++) {
            Object value = value(0);
            Object tree =
                    Objects.requireNonNull(
                            field(Json.text(Map.of("f", value, "g", "x".repeat(LONG)))).value());
            String expected = Json.text(Json.any(Json.bytes(value)));
            assertEquals(expected, Json.text(Json.any(Json.bytes(tree))), "seed " + seed);
            assertEquals(
                    expected,
                    Json.text(Json.any(written(tree).getBytes(StandardCharsets.UTF_8))),
                    "seed " + seed);
            assertEquals(expected, Json.text(tree), "seed " + seed);
        }
    }

    private Object value(int depth) {
        int kind = depth == 0 ? 1 : random.nextInt(depth < 4 ? 8 : 6) + 2;
        return switch (kind) {
            case 1, 8 -> IntStream.range(0, 6).mapToObj(_ -> value(depth + 1)).toList();
            case 2 -> random.nextInt();
            case 3 -> random.nextLong() / 7.5;
            case 4 -> random.nextBoolean();
            case 5 -> "short \" \\ \n ü";
            case 9 -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                for (int i = 0; i < 4; i++) {
                    fields.put("a\"" + i, value(depth + 1));
                }
                yield fields;
            }
            default -> text(10_000 + random.nextInt(20_000));
        };
    }

    private String text(int length) {
        String signs = "abc ,:{}[]\"\\\n\u0001ü€\uD83D\uDE00";
        return random.ints(length, 0, 14)
                .mapToObj(i -> i == 13 ? "\uD83D\uDE00" : signs.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    @Test
    void memoryIsTakenForWhatIsReadOnly() {
        String picture = "data:image\\/png;base64,\\/" + "A".repeat(LONG);
        JsonView field = field("{\"f\":[\"" + picture + "\",\"" + "b".repeat(LONG) + "\"]}");
        assertTrue(taken.getLast() < 100, taken.toString());
        LongText first = assertInstanceOf(LongText.class, field.at(0).value());
        LongText.Split split = first.split(',').orElseThrow();
        assertEquals("data:image/png;base64", split.before());
        assertFalse(first.isBlank());
        assertTrue(taken.getLast() < 100, taken.toString());
        assertEquals("/" + "A".repeat(LONG), split.after().read());
        assertEquals(Optional.of("b".repeat(LONG)), field.at(1).text());
        assertTrue(taken.getLast() > 2 * LONG, "both are held: " + taken);
    }

    @Test
    void onlyBlanksAreBlank() {
        for (String blank : List.of(" ", "\\n", "\\u0020", "\u3000", " \\t")) {
            JsonView field = field("{\"f\":\"" + blank.repeat(LONG) + "\"}");
            LongText text = assertInstanceOf(LongText.class, field.value());
            assertTrue(text.isBlank(), blank);
            field = field("{\"f\":\"" + blank.repeat(LONG) + "x\"}");
            text = assertInstanceOf(LongText.class, field.value());
            assertFalse(text.isBlank(), blank);
        }
    }

    @Test
    void whatSaysSomethingAtItsBeginningIsNotReadToKnowIt() {
        for (String sign : List.of("ü", "\\u00fc", "\uD83D\uDE00", "\\n\\\"")) {
            JsonView field = field("{\"f\":\"" + sign.repeat(LONG / sign.length()) + "\"}");
            taken.clear();
            assertFalse(assertInstanceOf(LongText.class, field.value()).isBlank(), sign);
            assertEquals(List.of(), taken);
        }
    }

    @Test
    void smallFieldsAreReadAsEver() {
        String text = "x".repeat(LongText.LEAST + 1);
        assertEquals(text, field("{\"f\":\"" + text + "\"}").value());
        assertEquals(Optional.empty(), field("{}").text());
    }
}
