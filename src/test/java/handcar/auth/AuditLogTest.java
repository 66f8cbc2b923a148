package handcar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.audit.Actor;
import handcar.audit.AuditEntries;
import handcar.audit.AuditLog;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AuditLogTest {
    private final AuthFixture office = new AuthFixture();

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void whatPeopleDoIsWrittenDownInAnUnbrokenChain() {
        String id = office.hire("emil@example.com", Role.VIEWER).id().toString();
        office.tryLogin("emil@example.com", "wrong password");
        office.login("emil@example.com");
        List<AuditLog.Entry> entries = AuditEntries.newest(office.audit, 200);
        assertEquals(
                List.of("session.opened", "session.refused", "user.added"),
                entries.stream().map(AuditLog.Entry::action).toList());
        assertEquals(id, entries.getLast().subjectId());
        assertEquals("emil", entries.getFirst().actor().name());
        assertEquals(new AuditLog.Check(3, Optional.empty()), office.audit.verify());
    }

    @Test
    void anUndoneDeedLeavesNoTrace() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        office.db.tx(
                                tx -> {
                                    office.audit.record(tx, Actor.system(), "test.undone", "1");
                                    throw new IllegalStateException("undone");
                                }));
        assertEquals(0, office.audit.verify().links());
    }

    @Test
    void manyWritersMakeOneChainAndAChangedOrMissingRowShows() throws Exception {
        Thread[] writers = new Thread[8];
        for (int i = 0; i < writers.length; i++) {
            writers[i] = Thread.ofVirtual().start(this::writeFive);
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertEquals(new AuditLog.Check(40, Optional.empty()), office.audit.verify());
        office.sql("UPDATE audit_logs SET actor_name = 'somebody else' WHERE seq = 7");
        assertEquals(7, office.audit.verify().brokenAt().orElseThrow());
        office.sql("UPDATE audit_logs SET actor_name = 'Handcar' WHERE seq = 7");
        assertTrue(office.audit.verify().intact());
        office.sql("DELETE FROM audit_logs WHERE seq <= 10");
        assertTrue(office.audit.verify().intact(), "old rows may be retired");
        office.sql("DELETE FROM audit_logs WHERE seq = 20");
        assertEquals(21, office.audit.verify().brokenAt().orElseThrow());
    }

    private void writeFive() {
        for (int i = 0; i < 5; i++) {
            Map<String, Object> details = Map.of("number", i);
            office.db.runTx(
                    tx -> office.audit.record(tx, Actor.system(), "test.written", "1", details));
        }
    }
}
