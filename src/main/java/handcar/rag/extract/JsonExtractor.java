package handcar.rag.extract;

import module java.base;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

/// JSON as lines people can read: `price.net: 41.90`, lists of plain values on one line, one block for each object of a
/// list. Also one value per line (JSON Lines). Read as a stream, not through [handcar.json.Json], because ten megabytes
/// of brackets would be a hundred megabytes of lists.
final class JsonExtractor {
    private static final int DEEPEST = 100;

    /// A list of plain values is broken into lines of about this length.
    private static final int LINE = 500;

    private static final int LONGEST_PATH = 300;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                    .build();

    private final TextBuilder draft = new TextBuilder();

    /// The names on the way to the value being read.
    private final Deque<String> path = new ArrayDeque<>();

    private final StringBuilder list = new StringBuilder();

    private JsonExtractor() {}

    static ExtractedText read(String source) {
        JsonExtractor text = new JsonExtractor();
        try (JsonParser parser = FACTORY.createParser(source)) {
            text.path.addLast("");
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                text.token(token, parser);
            }
            text.listEnds();
        } catch (JacksonException e) {
            throw refused(e, source.stripTrailing().length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ExtractedText(FileType.JSON, Optional.empty(), text.draft.text());
    }

    private static UnreadableDocumentException refused(JacksonException e, int end) {
        if (e.getLocation() != null && e.getLocation().getCharOffset() >= end) {
            return UnreadableDocumentException.cutOff();
        }
        String where =
                e.getLocation() == null
                        ? ""
                        : " (line " + Math.max(1, e.getLocation().getLineNr()) + ")";
        return new UnreadableDocumentException(
                "This file is not valid JSON" + where + ", or nested too deeply.");
    }

    private void token(JsonToken token, JsonParser parser) throws IOException {
        switch (token) {
            case START_OBJECT -> {
                listEnds();
                draft.gap();
                path.addLast("");
            }
            case START_ARRAY -> {
                listEnds();
                path.addLast("[]");
            }
            case FIELD_NAME -> {
                path.removeLast();
                path.addLast(parser.currentName());
            }
            case END_OBJECT -> {
                path.removeLast();
                draft.gap();
            }
            case END_ARRAY -> {
                listEnds();
                path.removeLast();
            }
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                    value(parser.getText());
            case VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> {}
        }
    }

    private void value(String value) {
        String line = TextBuilder.oneLine(value);
        if (path.getLast().equals("[]")) {
            list.append(list.isEmpty() ? "" : ", ").append(line);
            if (list.length() > LINE) {
                listEnds();
            }
        } else {
            draft.line(named(line));
        }
    }

    private void listEnds() {
        if (!list.isEmpty()) {
            draft.line(named(list.toString()));
            list.setLength(0);
        }
    }

    private String named(String value) {
        StringBuilder name = new StringBuilder();
        for (String step : path) {
            if (!step.isEmpty() && !step.equals("[]")) {
                name.append(name.isEmpty() ? "" : ".").append(step);
            }
        }
        if (name.length() > LONGEST_PATH) {
            name.setLength(LONGEST_PATH);
        }
        return name.isEmpty() ? value : name + ": " + value;
    }
}
