package handcar.browser;

/// What the page is looked at with.
///
/// @param width in CSS pixels
/// @param height in CSS pixels
/// @param dark whether the reader prefers dark colours
/// @param language what the reader speaks, a language tag
public record Viewport(int width, int height, boolean dark, String language) {
    public static final Viewport DESK = new Viewport(1280, 800, false, "en");
    public static final Viewport PHONE = new Viewport(390, 844, false, "en");

    /// A desk's page or a phone's of this width.
    public static Viewport wide(int width) {
        return width < 600
                ? new Viewport(width, PHONE.height, false, "en")
                : new Viewport(width, DESK.height, false, "en");
    }

    /// The same after sunset.
    public Viewport darkened() {
        return new Viewport(width, height, true, language);
    }

    /// The same for a reader of another language.
    public Viewport in(String tag) {
        return new Viewport(width, height, dark, tag);
    }
}
