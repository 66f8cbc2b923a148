package handcar.llm.proxy;

import java.util.Locale;

/// Whether a program takes an answer that was given before, by its `Cache-Control`.
/// <https://www.rfc-editor.org/rfc/rfc9111#name-request-directives>
enum CacheDirective {
    /// Any answer will do.
    ANY,
    /// A new one, which others may have later.
    NEW,
    /// A new one that is not kept.
    PRIVATE;

    static CacheDirective of(String cacheControl) {
        String wish = cacheControl.toLowerCase(Locale.ROOT);
        if (wish.contains("no-store")) {
            return PRIVATE;
        }
        return wish.contains("no-cache") || wish.contains("max-age=0") ? NEW : ANY;
    }
}
