package handcar.pages;

import static handcar.pages.StaffPage.click;
import static handcar.pages.StaffPage.row;
import static handcar.pages.StaffPage.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import handcar.browser.Chromium;
import handcar.browser.Viewport;
import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.testing.SeparateProcess;
import handcar.testing.ServerProcess;
import handcar.testing.TestClient;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.sql.SQLException;

/// A page that was left open asks who sits there, in a real Chromium.
@SeparateProcess
final class ReauthenticationPageTest {
    private static final String GO = "document.querySelector('[data-go]')";

    @Test
    void anOldLogInIsAskedForItsProofInTheSameForm(@TempDir Path folder) throws SQLException {
        var found = Chromium.installed();
        assumeTrue(found.isPresent(), Chromium.ADVICE);
        Database.Address address = TestDatabase.withSchema();
        try (ServerProcess server = new ServerProcess(folder.resolve("data"), address).start();
                Chromium chromium = Chromium.start(found.orElseThrow());
                Database db = TestDatabase.open(address)) {
            Map<String, String> colleague =
                    Map.of(
                            "email",
                            "joe@shop.example",
                            "name",
                            "Joe",
                            "password",
                            "seven herons, green");
            assertEquals(
                    201, server.caller.post("/api/v1/users", colleague, TestClient.ADMIN).status());
            var tab = StaffPage.enter(chromium, server, "staff", Viewport.DESK);
            age(db);
            click(tab, "document.querySelector('[data-action=invite]')");
            set(tab, "email", "ada@shop.example");
            click(tab, GO);
            set(tab, "current_password", "not the token");
            click(tab, GO);
            tab.until(
                    "document.querySelector('[data-form]"
                            + " .problem:not([hidden])')?.textContent.includes('not right')");
            set(tab, "current_password", TestClient.ADMIN);
            click(tab, GO);
            tab.until(
                    "document.querySelector('[data-sheet]"
                            + " code')?.textContent.includes('#invitation=')");
            tab.eval("document.querySelector('[data-sheet]').close()");

            // a button without a form
            click(tab, row("Joe") + "?.querySelector('[data-action=turn]')");
            tab.until("document.querySelector('[data-form]').open");
            set(tab, "current_password", TestClient.ADMIN);
            click(tab, GO);
            tab.until(row("Disabled"));
            assertTrue(!tab.isTooWide());
        }
    }

    private static void age(Database db) throws SQLException {
        try (var connection = db.source().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE sessions SET created_at = created_at - interval '11 minutes'");
        }
    }
}
