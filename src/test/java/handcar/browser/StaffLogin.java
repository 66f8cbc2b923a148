package handcar.browser;

import handcar.testing.TestClient;

/// Lets a browser in as staff, without the form.
public final class StaffLogin {
    private StaffLogin() {}

    /// Opens the admin page as an owner who has logged in with the admin token.
    ///
    /// @param url the server's, without a slash at the end
    public static void enter(BrowserTab tab, String url) {
        tab.go(url + "/admin");
        tab.eval(
                "await fetch('/api/v1/auth/login', { method: 'POST', headers: { 'Content-Type':"
                        + " 'application/json' }, body: JSON.stringify({ admin_token: '"
                        + TestClient.ADMIN
                        + "' }) }), localStorage.setItem('handcar.session', 'yes')");
        tab.go(url + "/admin");
        tab.reload();
        tab.sees("[data-rooms] > :not([hidden], [aria-busy])");
    }
}
