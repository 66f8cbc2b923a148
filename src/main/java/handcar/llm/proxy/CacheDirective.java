package handcar.llm.proxy;

import module java.base;

/// Whether a program accepts a cached answer, by its `Cache-Control`.
/// <https://www.rfc-editor.org/rfc/rfc9111#name-request-directives>
enum CacheDirective {
    /// A cached answer is accepted.
    ANY,
    /// A new answer, which may be cached.
    NEW,
    /// A new answer, which is not cached.
    PRIVATE;

    static CacheDirective of(String cacheControl) {
        String wish = cacheControl.toLowerCase(Locale.ROOT);
        if (wish.contains("no-store")) {
            return PRIVATE;
        }
        return wish.contains("no-cache") || wish.contains("max-age=0") ? NEW : ANY;
    }
}
