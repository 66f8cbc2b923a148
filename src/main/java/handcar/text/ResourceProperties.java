package handcar.text;

import module java.base;

/// Texts for people and word lists that stand beside a class as a `.properties` file in UTF-8.
public final class ResourceProperties {
    private ResourceProperties() {}

    /// @param owner the class in whose package the file is
    public static Properties read(Class<?> owner, String file) {
        try (Reader reader =
                new InputStreamReader(
                        Objects.requireNonNull(owner.getResourceAsStream(file), file),
                        StandardCharsets.UTF_8)) {
            Properties texts = new Properties();
            texts.load(reader);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
