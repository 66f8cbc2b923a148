package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.db.Database;
import handcar.db.Migrations;
import handcar.db.TestDatabase;
import handcar.rag.search.SearchScope;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// An installation that was seeded by an older version, before the guide stepped aside.
final class GuideMigrationTest {
    private static final int GUIDE = 18;

    private static final String SEEDED =
            """
            INSERT INTO agents (id, slug, name, company, persona, goal, tone, greeting, is_default) VALUES (gen_random_uuid(),
            'guide', 'Handcar guide', 'Handcar', 'You know Handcar''s own documentation.',
            'Help people to set Handcar up and to use it.', 'friendly and short', 'Hello! I know Handcar''s documentation. Upload
            a document of yours in the admin page and I answer from it as well.', true)
            """
                    .replace("Upload\n", "Upload ");

    private static final String PAGE =
            """
            INSERT INTO rag_documents (id, agent_id, title, source, sha256)
            SELECT gen_random_uuid(), id, 'Agents', '%s', '%1$s' FROM agents
            """;

    @Test
    void aGuideThatStandsAloneGoesOnAndItsPagesBelongToNoAgent() {
        List<String> after = migrated(SEEDED, PAGE.formatted("guide"));
        assertEquals(List.of("Handcar guide true " + SearchScope.GUIDE), after);
    }

    @Test
    void besideOnesOwnDocumentItIsAnOrdinaryAgent() {
        List<String> after = migrated(SEEDED, PAGE.formatted("guide"), PAGE.formatted("text"));
        assertEquals("Assistant false", after.getFirst().substring(0, 15));
        assertEquals(2, after.size());
    }

    @Test
    void oneThatSomebodyChangedStaysTheirs() {
        List<String> after =
                migrated(
                        SEEDED,
                        "UPDATE agents SET greeting = 'Welcome aboard'",
                        PAGE.formatted("guide"),
                        PAGE.formatted("text"));
        assertEquals("Handcar guide false", after.getFirst().substring(0, 19));
    }

    /// Each document with the agent as it is after the migration, and the document's owner.
    private static List<String> migrated(String... before) {
        try (Database db = TestDatabase.migrated();
                Connection connection = db.source().getConnection();
                Statement statement = connection.createStatement()) {
            Migrations migrations = new Migrations(db.source());
            long newer =
                    migrations.status().stream().filter(step -> step.number() >= GUIDE).count();
            migrations.down(Math.toIntExact(newer));
            for (String sql : before) {
                statement.execute(sql);
            }
            migrations.up();
            List<String> rows = new ArrayList<>();
            try (ResultSet found =
                    statement.executeQuery(
                            "SELECT a.name || ' ' || a.guide || ' ' || d.agent_id FROM"
                                    + " rag_documents d CROSS JOIN agents a ORDER BY d.source")) {
                while (found.next()) {
                    rows.add(found.getString(1));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
