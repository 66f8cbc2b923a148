package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.JsonView;
import handcar.llm.extractive.ExtractiveModel;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Asks the built-in model what customers ask about a handbook, through the chat, and judges its answers by facts. The questions
/// stand in `handbook-fr.txt` and its like.
class HandbookTest {
    private static final double RIGHT = 0.8;
    private static final double WRONG = 0.04;
    private static final double FALSE_UNKNOWN = 0.1;

    private static final ExtractiveModel MODEL = new ExtractiveModel();

    private static TestServer server;
    private static TestClient caller;

    @BeforeAll
    static void open() {
        server = new TestServer(Map.of("MESSAGE_BUFFER_SECONDS", "0"));
        caller = server.caller;
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private enum Verdict {
        RIGHT,
        PARTLY,
        WRONG,
        FALSE_UNKNOWN
    }

    /// What the customer says, and what a right reaction is: facts of an answer, or the name of another reaction.
    private record Turn(
            String question,
            List<List<String>> facts,
            List<String> forbidden,
            Optional<String> other) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "de",
                "de-goldschmiede",
                "de-nursery",
                "en",
                "en-climbing",
                "en-storage",
                "es",
                "es-laundry",
                "fr",
                "ru"
            })
    void aHandbookIsAnsweredFrom(String language) throws IOException {
        String agent = caller.agent("Handbook " + language);
        caller.shelve(agent, "Handbook " + language, text("handbook-" + language + ".md"));
        String notice = "handbook-" + language + "-notice.md";
        if (HandbookTest.class.getResource(notice) != null) {
            caller.shelve(agent, "Notice " + language, text(notice)); // contradicts the handbook
        }
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        StringBuilder report = new StringBuilder();
        int turns = 0;
        for (List<Turn> conversation : conversations("handbook-" + language + ".txt")) {
            Guest guest = caller.guest(agent);
            for (Turn turn : conversation) {
                List<JsonView> said = say(guest, turn.question);
                Verdict verdict = judge(turn, said, status(guest));
                verdicts.merge(verdict, 1, Integer::sum);
                turns++;
                if (verdict != Verdict.RIGHT) {
                    report.append('\n').append(verdict).append(": ").append(turn.question);
                    report.append(" -> ").append(words(said));
                }
            }
        }
        String all = verdicts + " of " + turns + report;
        assertTrue(share(verdicts, Verdict.RIGHT, turns) >= RIGHT, all);
        assertTrue(share(verdicts, Verdict.WRONG, turns) <= WRONG, all);
        assertTrue(share(verdicts, Verdict.FALSE_UNKNOWN, turns) <= FALSE_UNKNOWN, all);
    }

    private static double share(Map<Verdict, Integer> verdicts, Verdict verdict, int turns) {
        return (double) verdicts.getOrDefault(verdict, 0) / turns;
    }

    /// Says it; what the visitor reads then.
    private static List<JsonView> say(Guest guest, String question) {
        int before = caller.thread(guest).size();
        caller.says(guest, question);
        return Wait.until(
                        "there is a reaction",
                        () -> caller.thread(guest),
                        now -> now.size() > before + 1)
                .stream()
                .skip(before + 1L)
                .toList();
    }

    private static String status(Guest guest) {
        return caller.get(guest.path(""), guest.token()).body().text("status").orElseThrow();
    }

    private static String words(List<JsonView> said) {
        return said.stream()
                .map(message -> message.text("content").orElse(""))
                .collect(Collectors.joining("\n"));
    }

    private static Verdict judge(Turn turn, List<JsonView> said, String status) {
        String words = words(said);
        boolean cited =
                said.stream().anyMatch(message -> message.at("citations").each().count() > 0);
        boolean person = status.equals("needs_human");
        boolean unknown = MODEL.offersPerson(words);
        boolean forbidden = turn.forbidden.stream().anyMatch(fact -> has(words, fact));
        Verdict otherwise = unknown ? Verdict.FALSE_UNKNOWN : Verdict.WRONG;
        if (turn.other.isPresent()) {
            return switch (turn.other.get()) {
                case "hand-off" -> person ? Verdict.RIGHT : otherwise;
                case "unknown" -> unknown && !cited && !forbidden ? Verdict.RIGHT : Verdict.WRONG;
                case "small talk" ->
                        !unknown && !cited && !person && !forbidden ? Verdict.RIGHT : otherwise;
                default -> throw new IllegalArgumentException(turn.other.get());
            };
        }
        if (unknown || person || !cited) {
            return otherwise;
        }
        long met =
                turn.facts.stream()
                        .filter(ways -> ways.stream().anyMatch(fact -> has(words, fact)))
                        .count();
        if (met == turn.facts.size()) {
            return forbidden ? Verdict.PARTLY : Verdict.RIGHT;
        }
        return met > 0 && !forbidden ? Verdict.PARTLY : Verdict.WRONG;
    }

    private static boolean has(String answer, String fact) {
        boolean open = fact.endsWith("*");
        String word = Pattern.quote(plain(open ? fact.substring(0, fact.length() - 1) : fact));
        return Pattern.compile(
                        "(?<![\\p{L}\\p{Nd}])(?<!\\p{Nd}\\.)"
                                + word
                                + (open ? "" : "(?![\\p{L}\\p{Nd}])"))
                .matcher(plain(answer))
                .find();
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replace('\u00a0', ' ')
                .replaceAll("[\u2010-\u2015]", "-")
                .replaceAll("(\\d),(\\d\\d?)(?!\\d)", "$1.$2");
    }

    private static String text(String name) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(HandbookTest.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<List<Turn>> conversations(String name) throws IOException {
        List<List<Turn>> all = new ArrayList<>();
        for (String block : text(name).split("\\n\\s*\\n", -1)) {
            List<Turn> turns = new ArrayList<>();
            for (String line : block.lines().toList()) {
                String value = line.length() > 2 ? line.substring(2).strip() : "";
                switch (line.isEmpty() ? '#' : line.charAt(0)) {
                    case '?' ->
                            turns.add(
                                    new Turn(
                                            value,
                                            new ArrayList<>(),
                                            new ArrayList<>(),
                                            Optional.empty()));
                    case '=', '&' -> turns.getLast().facts.add(List.of(value.split(" / ", -1)));
                    case '!' -> turns.getLast().forbidden.addAll(List.of(value.split(" / ", -1)));
                    case '~' -> {
                        Turn turn = turns.removeLast();
                        turns.add(
                                new Turn(
                                        turn.question,
                                        turn.facts,
                                        turn.forbidden,
                                        Optional.of(value)));
                    }
                    default -> {}
                }
            }
            if (!turns.isEmpty()) {
                all.add(turns);
            }
        }
        return all;
    }
}
