package handcar.llm.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.net.FailureReason;

import org.junit.jupiter.api.Test;

final class ProviderErrorsTest {
    /// A name that leads to a private address is told from a server that is down.
    @Test
    void aPrivateAddressIsNamedAsTheReason() {
        ProviderException failure =
                ProviderErrors.broken("local", FailureReason.REFUSED_URL, "not on the internet");
        assertEquals(ProviderException.Kind.PRIVATE_ADDRESS, failure.kind());
        assertEquals(502, failure.statusForProgram());
        assertTrue(failure.bodyForProgram("1").toString().contains("PRIVATE_HOSTS"));
    }
}
