package handcar.auth;

import module java.base;

import handcar.text.TextSanitizer;

/// Where a log-in comes from.
///
/// @param address the caller's address
/// @param browser what the browser says it is; empty when it says nothing
/// @param cookie the session that this browser had until now
/// @param device the proof that an account has logged in on this browser before
record LoginSource(
        String address, String browser, Optional<String> cookie, Optional<String> device) {
    private static final int LONGEST_BROWSER = 200;

    LoginSource {
        browser = TextSanitizer.first(LONGEST_BROWSER, browser.replaceAll("[^\\x20-\\x7e]", ""));
    }

    /// A log-in of which only the address is known.
    static LoginSource of(String address) {
        return new LoginSource(address, "", Optional.empty(), Optional.empty());
    }
}
