package handcar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.audit.Actor;
import handcar.audit.AuditEntries;
import handcar.audit.AuditHeadJob;
import handcar.audit.AuditKeys;
import handcar.audit.AuditLog;
import handcar.config.Secret;
import handcar.jobs.Job;
import handcar.jobs.JobResult;
import handcar.json.JsonView;
import handcar.problem.Cursor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                List.of("session.opened", "user.added"),
                entries.stream().map(AuditLog.Entry::action).toList());
        assertEquals(id, entries.getLast().subjectId());
        assertEquals("emil", entries.getFirst().actor().name());
        assertEquals(new AuditLog.Check(2, Optional.empty(), false), office.audit.verify());
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
        assertEquals(0, office.audit.verify().rows());
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
        assertEquals(new AuditLog.Check(40, Optional.empty(), false), office.audit.verify());
        office.sql("UPDATE audit_logs SET actor_name = 'somebody else' WHERE seq = 7");
        assertEquals(7, office.audit.verify().brokenAt().orElseThrow());
        office.sql("UPDATE audit_logs SET actor_name = 'Handcar' WHERE seq = 7");
        assertTrue(office.audit.verify().intact());
        office.sql("DELETE FROM audit_logs WHERE seq = 20");
        assertEquals(21, office.audit.verify().brokenAt().orElseThrow());
        office.sql("DELETE FROM audit_logs WHERE seq <= 10");
        assertEquals(11, office.audit.verify().brokenAt().orElseThrow());
    }

    @Test
    void whoeverHasNoKeyRewritesNothing() {
        writeFive();
        writeFive();
        // the newest rows are gone, also when the head is led to an older one
        office.sql("DELETE FROM audit_logs WHERE seq > 8");
        assertEquals(new AuditLog.Check(8, Optional.empty(), true), office.audit.verify());
        office.sql(
                "UPDATE audit_head SET (seq, hash) = (SELECT seq, hash FROM audit_logs WHERE seq ="
                        + " 8)");
        assertTrue(office.audit.verify().lostNewest());
        office.sql("DELETE FROM audit_head");
        assertTrue(office.audit.verify().lostNewest());
        // a row with the right digest and no key, and one under a key that nobody has
        office.sql(
                "UPDATE audit_logs SET actor_name = 'x', key_id = NULL WHERE seq = 8; UPDATE"
                    + " audit_logs SET hash = audit_hash(previous, id, created_at, actor_kind,"
                    + " actor_id, actor_name, action, subject_type, subject_id, '{}') WHERE seq ="
                    + " 8");
        assertEquals(8, office.audit.verify().brokenAt().orElseThrow());
        office.sql("UPDATE audit_logs SET key_id = '00000000' WHERE seq = 7");
        assertEquals(7, office.audit.verify().brokenAt().orElseThrow());
    }

    /// What is written afterwards does not close the gap.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "DELETE FROM audit_head",
                "UPDATE audit_head SET seal = '\\x00'",
                "UPDATE audit_head SET (seq, hash) = (SELECT seq, hash FROM audit_logs WHERE seq ="
                        + " 3)"
            })
    void aShortenedChainStaysBroken(String alsoDone) {
        writeFive();
        office.sql("DELETE FROM audit_logs WHERE seq > 3");
        office.sql(alsoDone);
        assertTrue(office.audit.verify().lostNewest());
        writeFive();
        assertEquals(6, office.audit.verify().brokenAt().orElseThrow());
        office.sql("DELETE FROM audit_logs");
        assertTrue(office.audit.verify().lostNewest());
        writeFive();
        assertEquals(11, office.audit.verify().brokenAt().orElseThrow());
    }

    /// A row without a key in front of the first, another number, and details whose row is gone.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO audit_logs (seq, id, created_at, actor_kind, actor_name, action,"
                    + " subject_type, subject_id, previous, hash) OVERRIDING SYSTEM VALUE SELECT"
                    + " -7, gen_random_uuid(), now(), 'system', 'x', 'test.added', 'test', '1', '',"
                    + " '\\x00'",
                "ALTER TABLE audit_logs ALTER COLUMN seq SET GENERATED BY DEFAULT; UPDATE"
                        + " audit_logs SET seq = 50 WHERE seq = 5; UPDATE audit_head SET seq = 50",
                "ALTER TABLE audit_logs ALTER COLUMN seq SET GENERATED BY DEFAULT; UPDATE"
                        + " audit_logs SET seq = seq - 5",
                "UPDATE audit_logs SET seq = DEFAULT WHERE seq = 5",
                "DELETE FROM audit_logs; DELETE FROM audit_head",
                "ALTER TABLE audit_details DROP CONSTRAINT audit_details_audit_id_fkey;"
                        + " DELETE FROM audit_logs; DELETE FROM audit_head; ALTER SEQUENCE"
                        + " audit_logs_seq_seq RESTART"
            })
    void whateverIsDoneToTheNumbersOrLeftOfTheRowsShows(String done) {
        writeFive();
        assertTrue(office.audit.verify().intact());
        office.sql(done);
        assertFalse(office.audit.verify().intact(), done);
    }

    /// Values that no row of ours has, also where the table would not take them: the check says so, and the list shows the rest.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "created_at = 'infinity'",
                "created_at = '-infinity'",
                "created_at = '0044-03-15 BC'",
                "created_at = '294276-12-31'",
                "seq = 9223372036854775807",
                "seq = -9223372036854775808",
                "previous = NULL",
                "hash = NULL",
                "hash = ''",
                "actor_kind = ''",
                "actor_name = repeat('x', 1000000)",
                "subject_id = ''",
                "details_digest = NULL",
                "key_id = ''",
                "key_id = NULL"
            })
    void whateverStandsInARowIsCheckedAndListed(String value) {
        writeFive();
        office.sql(
                """
                ALTER TABLE audit_logs ALTER COLUMN seq SET GENERATED BY DEFAULT,
                    ALTER COLUMN previous DROP NOT NULL, ALTER COLUMN hash DROP NOT NULL;
                UPDATE audit_logs SET %s WHERE seq = 3
                """
                        .formatted(value));
        assertFalse(office.audit.verify().intact());
        assertTrue(office.audit.verify().brokenAt().isPresent());
        assertEquals(5, AuditEntries.newest(office.audit, 10).size());
        AuditLog.Entry newest = AuditEntries.newest(office.audit, 1).getFirst();
        Cursor shown = new Cursor(newest.createdAt(), newest.id());
        assertEquals(Optional.of(shown), Cursor.find(shown.text()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'{\"a\":1e99999}'", "(repeat('[', 3000) || repeat(']', 3000))", "'7'"})
    void detailsThatCannotBeReadHideNoOtherRow(String details) {
        writeFive();
        office.sql(
                """
                UPDATE audit_details SET details = %s::jsonb WHERE audit_id =
                    (SELECT id FROM audit_logs WHERE seq = 3)
                """
                        .formatted(details));
        assertFalse(office.audit.verify().intact());
        assertEquals(5, AuditEntries.newest(office.audit, 10).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "\"x\"", "null", "7"})
    void detailsThatAreNoObjectAreCheckedAndListed(String json) {
        writeFive();
        office.sql("UPDATE audit_details SET details = '" + json + "'");
        assertEquals(1, office.audit.verify().brokenAt().orElseThrow());
        assertEquals(
                Set.of("details"),
                AuditEntries.newest(office.audit, 1).getFirst().details().keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"seq", "hash", "seal"})
    void aHeadWithHolesIsNoHead(String column) {
        writeFive();
        office.sql(
                """
                ALTER TABLE audit_head ALTER COLUMN %1$s DROP NOT NULL;
                UPDATE audit_head SET %1$s = NULL
                """
                        .formatted(column));
        assertTrue(office.audit.verify().lostNewest());
        // a hash or seal that is gone leaves a gap; a number that is gone comes back with the next
        // row
        writeFive();
        assertEquals(column.equals("seq"), office.audit.verify().intact());
    }

    @Test
    void whatWasSaidCanBeErasedAndNotChanged() {
        writeFive();
        office.sql("DELETE FROM audit_details");
        assertTrue(office.audit.verify().intact());
        writeFive();
        office.sql("UPDATE audit_details SET details = '{\"number\": 9}'");
        assertEquals(6, office.audit.verify().brokenAt().orElseThrow());
    }

    @Test
    void rowsUnderAFormerKeyAreCheckedByIt() {
        Secret first = new Secret("the first key of this chain");
        Secret second = new Secret("the second key of this chain");
        AuditLog before = new AuditLog(office.db, new AuditKeys(first, List.of()));
        AuditLog after = new AuditLog(office.db, new AuditKeys(second, List.of(first)));
        for (AuditLog log : List.of(before, after)) {
            office.db.runTx(tx -> log.record(tx, Actor.system(), "test.written", "1"));
        }
        assertTrue(after.verify().intact());
        assertEquals(2, before.verify().brokenAt().orElseThrow(), "it does not know the second");
    }

    @Test
    void theHeadIsToldOnceADay() {
        writeFive();
        office.sql(
                "INSERT INTO subscriptions (id, url, types, secrets, enabled) VALUES"
                        + " (gen_random_uuid(), 'https://a.example', '{audit.head}', '', true)");
        Job job =
                new Job(
                        UUID.randomUUID(),
                        AuditHeadJob.KIND,
                        Optional.of("head"),
                        new JsonView(Map.of()),
                        1,
                        5,
                        UUID.randomUUID());
        assertEquals(
                new JobResult.Again(Duration.ofDays(1)),
                new AuditHeadJob(office.db, office.audit).run(job));
        office.sql(
                "DO $$ BEGIN ASSERT (SELECT (details->>'intact')::boolean AND"
                        + " (details->>'seq')::int = 5 AND length(details->>'hash') = 64"
                        + " FROM outgoing_events WHERE type = 'audit.head'); END $$");
    }

    private void writeFive() {
        for (int i = 0; i < 5; i++) {
            Map<String, Object> details = Map.of("number", i);
            office.db.runTx(
                    tx -> office.audit.record(tx, Actor.system(), "test.written", "1", details));
        }
    }
}
