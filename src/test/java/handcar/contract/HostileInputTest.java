package handcar.contract;

import static handcar.contract.GeneralContractTest.assertError;
import static handcar.contract.GeneralContractTest.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.testing.ContractServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest;

/// Types, sizes, addresses, paths, forms and files that nobody honest sends: each gets the contract's error with the right
/// status, none a 500, and the server goes on.
final class HostileInputTest {
    private static final String DOCUMENTS = "/api/v1/documents";
    private static final String PART = "--cut\r\nContent-Disposition: form-data; ";

    private final ContractServer site = ContractServer.shared();

    @AfterEach
    void theServerGoesOn() {
        assertEquals(200, site.get("/health/readiness", "").status());
        assertEquals(201, site.post("/api/v1/chat/conversations", "{}", "").status());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain,415,unsupported_media_type",
        "'',415,unsupported_media_type",
        "application/x-www-form-urlencoded,415,unsupported_media_type",
        "application/json; charset=latin1,415,unsupported_media_type"
    })
    void anotherTypeOfBodyIs415(String type, int status, String name) {
        assertRefused(
                status,
                name,
                site.send(
                        "POST",
                        "/api/v1/agents",
                        ContractServer.ADMIN,
                        type,
                        bytes("{\"name\":\"x\"}")));
    }

    @Test
    void tooMuchIs413() {
        byte[] large = bytes("{\"name\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}");
        assertRefused(
                413,
                "too_large",
                site.send(
                        "POST", "/api/v1/agents", ContractServer.ADMIN, "application/json", large));
        assertRefused(
                413,
                "too_large",
                site.upload("large.txt", bytes("x".repeat(10 * 1024 * 1024 + 1))));
        HttpRequest.Builder endless =
                site.request(
                                "/api/v1/agents",
                                ContractServer.ADMIN,
                                "Content-Type",
                                "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.fromPublisher(
                                        HttpRequest.BodyPublishers.ofByteArray(large)));
        assertRefused(413, "too_large", site.send(endless));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/",
                "http://127.0.0.1:8080/health",
                "http://[::1]/",
                "http://10.0.0.1/",
                "http://192.168.1.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://0.0.0.0/",
                "http://2130706433/",
                "http://0x7f.1/",
                "http://[::ffff:127.0.0.1]/",
                "http://metadata.google.internal/",
                "file:///etc/passwd",
                "gopher://x/",
                "ftp://example.com/",
                "javascript:alert(1)",
                "http://user:pw@example.com/",
                "http://",
                "x",
                "//example.com",
                "http://exa mple.com/"
            })
    void anAddressThatIsNotForUsIsRefused(String url) {
        ContractServer.Said said = site.post(DOCUMENTS, "{\"url\":\"" + url + "\"}");
        assertRefused(422, "invalid", said);
        assertEquals(List.of("url"), said.badFields());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/s/../../etc/passwd",
                "/s/x/..%2f..%2fetc%2fpasswd",
                "/s/x/%2e%2e/%2e%2e/etc/passwd",
                "/..%5c..%5cwindows",
                "/s/x/%00.js",
                "/api/v1/documents/..%2f..%2fusers",
                "/api/v1/agents/%2e%2e%2fusers"
            })
    void noPathLeadsOut(String path) {
        ContractServer.Said said = site.get(path, "");
        assertTrue(Set.of(400, 401, 404).contains(said.status()), said.text());
        assertError(said);
    }

    @Test
    void brokenFormsAreRefused() {
        for (String body :
                List.of(
                        "",
                        "--cut--\r\n",
                        "nonsense",
                        "--cut\r\n\r\nx\r\n--cut--\r\n",
                        PART + "name=\"file\"; filename=\"a.txt\"\r\n\r\nno end",
                        PART + "name=\"agent\"\r\n\r\nguide\r\n--cut--\r\n")) {
            ContractServer.Said said =
                    site.send(
                            "POST",
                            DOCUMENTS,
                            ContractServer.ADMIN,
                            ContractServer.FORM,
                            bytes(body));
            assertTrue(Set.of(400, 422).contains(said.status()), body + said.text());
            assertError(said);
        }
        assertRefused(
                415,
                "unsupported_media_type",
                site.send(
                        "POST",
                        DOCUMENTS,
                        ContractServer.ADMIN,
                        "multipart/form-data",
                        bytes("--cut--")));
    }

    @Test
    void hostileFilesAreRefusedOrFailWithASentence() throws Exception {
        assertRefused(
                415,
                "unsupported_media_type",
                site.upload("run.exe", new byte[] {'M', 'Z', 0, 1, 2, 3, 0, 0}));
        assertRefused(422, "invalid", site.upload("empty.txt", new byte[0]));
        for (var file :
                List.of(
                        site.upload("cut.pdf", bytes("%PDF-1.7\n1 0 obj\n<< /Type /Catalog")),
                        site.upload("bomb.docx", docx("<w:document>" + " ".repeat(9_000_000))),
                        site.upload(
                                "xxe.docx",
                                docx(
                                        "<!DOCTYPE x [<!ENTITY e SYSTEM"
                                            + " \"file:///etc/passwd\">]><w:document>&e;</w:document>")),
                        site.upload("../../evil.zip", zip("../../evil.txt", "x")),
                        site.upload(
                                "locked.pdf",
                                bytes("%PDF-1.4\ntrailer << /Encrypt 1 0 R >>\n%%EOF")))) {
            if (file.status() == 201) {
                assertFails(DOCUMENTS + "/" + file.body().text("id").orElseThrow());
            } else {
                assertTrue(Set.of(415, 422).contains(file.status()), file.text());
                assertError(file);
            }
        }
    }

    private void assertFails(String path) throws InterruptedException {
        ContractServer.Said said =
                Wait.until(
                        "the document is read or refused",
                        () -> site.get(path),
                        now ->
                                List.of("ready", "failed")
                                        .contains(now.body().text("status").orElse("")));
        assertEquals("failed", said.body().text("status").orElse(""), said.text());
        assertTrue(said.body().text("error").isPresent(), said.text());
    }

    private static byte[] docx(String document) throws IOException {
        return zip("word/document.xml", document);
    }

    private static byte[] zip(String name, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.write(bytes("<Types/>"));
            zip.putNextEntry(new ZipEntry(name));
            zip.write(bytes(content));
        }
        return bytes.toByteArray();
    }
}
