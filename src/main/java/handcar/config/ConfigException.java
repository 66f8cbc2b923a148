package handcar.config;

import module java.base;

/// The environment has mistakes. Carries all of them, one sentence each, so that one start reports all.
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
