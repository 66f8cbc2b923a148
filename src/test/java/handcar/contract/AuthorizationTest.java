package handcar.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.contract.AuthorizationMatrix.Caller;
import handcar.contract.AuthorizationMatrix.Least;
import handcar.contract.AuthorizationMatrix.Operation;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// Every operation of the API, called by everybody, on objects that exist: nobody can do more than they may, and what is
/// refused changes nothing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class AuthorizationTest {
    private final List<Operation> operations = AuthorizationMatrix.operations();
    private AuthorizationFixture site;

    @BeforeAll
    void start() {
        site = new AuthorizationFixture();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    @Test
    @Order(1)
    void every_route_has_a_line_and_every_line_a_route() {
        assertEquals(
                new TreeSet<>(site.routes()),
                operations.stream()
                        .map(Operation::name)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    @Order(3)
    void nobody_can_do_more_than_they_may() {
        Map<String, Long> before = site.rows();
        List<String> wrong = new ArrayList<>();
        for (Operation operation : operations) {
            for (Caller caller : Caller.values()) {
                if (!operation.allows(caller)) {
                    int status = site.call(operation, caller);
                    if (!refused(operation, caller, status)) {
                        wrong.add(operation.name() + " " + caller + " " + status);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(before, site.rows(), "what was refused has changed something");
    }

    /// Nobody's signature and what belongs to another visitor may be "not found" as well.
    private static boolean refused(Operation operation, Caller caller, int status) {
        boolean hidden = operation.least() == Least.SIGNATURE || caller == Caller.OTHER_VISITOR;
        return status == 401 || status == 403 || (hidden && status == 404);
    }

    /// The last of all, since those who may do it do it.
    @Test
    @Order(4)
    void whoever_may_is_let_in() {
        List<String> wrong = new ArrayList<>();
        for (Operation operation : AuthorizationFixture.mildFirst(operations)) {
            for (Caller caller : Caller.values()) {
                if (operation.allows(caller)) {
                    int status = site.call(operation, caller);
                    if (status == 401 || status == 403 || status >= 500) {
                        wrong.add(operation.name() + " " + caller + " " + status);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    @Order(2)
    void what_the_calls_name_exists() {
        // an instance is what only an account of Evolution has, and nobody was answered with a
        // citation
        Set<String> without = Set.of("instance", "{index}");
        List<String> missing = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation.method().equals("GET")
                    && operation.path().contains("{id}")
                    && without.stream().noneMatch(operation.path()::endsWith)) {
                for (Caller caller : List.of(Caller.VISITOR, Caller.ADMIN_TOKEN)) {
                    if (operation.allows(caller) && site.call(operation, caller) == 404) {
                        missing.add(operation.name());
                    }
                }
            }
        }
        assertEquals(List.of(), missing);
    }
}
