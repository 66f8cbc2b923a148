package handcar.browser;

/// What the page is looked at with.
///
/// @param width in CSS pixels
/// @param height in CSS pixels
/// @param dark whether the reader prefers dark colours
/// @param language what the reader speaks, a language tag
public record Look(int width, int height, boolean dark, String language) {
    public static final Look DESK = new Look(1280, 800, false, "en");
    public static final Look PHONE = new Look(390, 844, false, "en");

    /// The same after sunset.
    public Look darkened() {
        return new Look(width, height, true, language);
    }

    /// The same for a reader of another language.
    public Look in(String tag) {
        return new Look(width, height, dark, tag);
    }
}
