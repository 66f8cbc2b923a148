package handcar.fakes;

import module java.base;

/// A document and a long answer from it, each sentence with its source: what a model says that keeps to its passages.
public final class Ferries {
    private static final List<String> COLOURS =
            List.of("red", "blue", "green", "white", "black", "yellow", "brown", "grey");
    private static final List<String> TOWNS =
            List.of("Ahus", "Bodo", "Cork", "Dover", "Esbjerg", "Faro", "Genoa", "Hull");

    /// The text of the document.
    public static final String DOCUMENT = sentences("");

    /// What the model says about it; shown as it is.
    public static final String ANSWER = sentences(" [1]");

    /// The last words of the answer.
    public static final String END = TOWNS.getLast();

    private Ferries() {}

    private static String sentences(String mark) {
        return IntStream.range(0, TOWNS.size())
                .mapToObj(
                        at ->
                                "The "
                                        + COLOURS.get(at)
                                        + " ferry goes to "
                                        + TOWNS.get(at)
                                        + mark
                                        + ".")
                .collect(Collectors.joining(" "));
    }
}
