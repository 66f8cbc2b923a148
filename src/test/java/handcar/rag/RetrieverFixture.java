package handcar.rag;

import module java.base;

import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.db.UuidV7;
import handcar.rag.search.SearchIndex;
import handcar.text.Language;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A database with an index, and the few steps that put documents in without reading files: each paragraph is a passage.
public final class RetrieverFixture implements AutoCloseable {
    public final Database db = TestDatabase.migrated();
    public final SearchIndex index = new SearchIndex();

    public UUID add(String title, String... paragraphs) {
        return add(Optional.empty(), title, paragraphs);
    }

    public UUID add(Optional<UUID> agent, String title, String... paragraphs) {
        UUID document = write(agent, title, paragraphs);
        db.runTx(tx -> index.add(tx, document));
        return document;
    }

    /// The passages only, not yet indexed.
    public UUID write(Optional<UUID> agent, String title, String... paragraphs) {
        UUID document = UuidV7.next();
        update(
                "INSERT INTO rag_documents (id, agent_id, title, source, sha256, content)"
                        + " VALUES (?, ?, ?, 'text', ?, ?)",
                document,
                agent.orElse(null),
                title,
                document.toString(),
                String.join("\n", paragraphs));
        int start = 0;
        for (int ordinal = 0; ordinal < paragraphs.length; ordinal++) {
            String text = paragraphs[ordinal];
            int end = start + text.codePointCount(0, text.length());
            update(
                    "INSERT INTO passages (id, document_id, agent_id, ordinal, start_at, end_at,"
                            + " text, language) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    UuidV7.next(),
                    document,
                    agent.orElse(null),
                    ordinal,
                    start,
                    end,
                    text,
                    Language.of(text).configuration());
            start = end + 1;
        }
        return document;
    }

    public void update(String sql, @Nullable Object... values) {
        try (Connection connection = db.source().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setObject(at + 1, values[at]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The first column of each row, as text.
    public List<String> column(String sql) {
        try (Connection connection = db.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        db.close();
    }
}
