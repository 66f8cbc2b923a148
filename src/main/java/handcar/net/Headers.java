package handcar.net;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The headers of an answer; names in any case.
public record Headers(List<Map.Entry<String, String>> lines) {
    public Headers {
        lines = List.copyOf(lines);
    }

    /// The first value of a header.
    public Optional<String> first(String name) {
        return lines.stream()
                .filter(line -> line.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
