package handcar.config;

import java.util.List;

/// The environment cannot be used. Carries every mistake found, one sentence each, so that one start tells all.
public final class ConfigException extends RuntimeException {
    private final transient List<String> mistakes;

    ConfigException(List<String> mistakes) {
        super(String.join(System.lineSeparator(), mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<String> mistakes() {
        return mistakes;
    }
}
