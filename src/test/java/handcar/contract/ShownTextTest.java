package handcar.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Short texts of strangers and of staff show as they are written: no control characters, nothing that turns the direction of
/// letters.
final class ShownTextTest {
    private static final String CHATS = "/api/v1/chat/conversations";
    private static final TestServer SHOP = new TestServer(Map.of());

    @AfterAll
    static void close() {
        SHOP.close();
    }

    private static Said visit(Map<String, Object> visitor) {
        return SHOP.caller.post(CHATS, Map.of("visitor", visitor), "");
    }

    private static JsonView contact(Said said) {
        assertEquals(201, said.status(), said.body().toString());
        String id = said.body().at("conversation").text("id").orElseThrow();
        return SHOP.caller
                .get("/api/v1/conversations/" + id, TestClient.ADMIN)
                .body()
                .at("contact");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\u0007b", "a\u0085b", "a\u2028b", "a\u202Eb", "a\u2066b", "line\nbreak"})
    void anIdOrTheNameOfAnAttributeThatCannotBeShownIsRefused(String text) {
        assertEquals(
                List.of("visitor.external_id"), visit(Map.of("external_id", text)).badFields());
        for (Map<String, Object> attributes :
                List.<Map<String, Object>>of(
                        Map.of(text, 1), Map.of("deep", List.of(Map.of(text, 1))))) {
            assertEquals(
                    List.of("visitor.attributes"),
                    visit(Map.of("attributes", attributes)).badFields());
        }
    }

    @Test
    void valuesOfAttributesKeepTheirLinesAndNothingThatTurns() {
        JsonView attributes =
                contact(
                                visit(
                                        Map.of(
                                                "attributes",
                                                Map.of(
                                                        "plan",
                                                        "\u202Eeerf\u001B[31m",
                                                        "address",
                                                        "Main Street 1\nLund",
                                                        "all",
                                                        List.of("\u2066x\u2069")))))
                        .at("attributes");
        assertEquals(Optional.of("eerf[31m"), attributes.text("plan"));
        assertEquals(Optional.of("Main Street 1\nLund"), attributes.text("address"));
        assertEquals(Optional.of("x"), attributes.at("all").at(0).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call me",
                "12",
                "+49 <b>151</b>",
                "0800-FLOWERS",
                "111111111111111111111111111111"
            })
    void aPhoneThatIsNoPhoneNumberIsRefused(String phone) {
        assertEquals(List.of("visitor.phone"), visit(Map.of("phone", phone)).badFields());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+4915112345678",
                "(555) 010-0631",
                "0151/123 45 67",
                "+1 555 010 0631 ext. 12",
                "030.123.456",
                "٠١٢٣٤٥٦٧",
                "\u202A+49 151 1234567\u202C",
                "112",
                "+44 (0)20 7946 0958"
            })
    void aPhoneNumberIsTakenAsPeopleWriteIt(String phone) {
        String shown = phone.replaceAll("[\u202A\u202C]", "");
        assertEquals(Optional.of(shown), contact(visit(Map.of("phone", phone))).text("phone"));
    }

    @Test
    void tagsOfStaffAndShortTextsOfAgentsAreNames() {
        String id = visit(Map.of()).body().at("conversation").text("id").orElseThrow();
        JsonView tagged =
                SHOP.caller
                        .post(
                                "/api/v1/conversations/" + id + "/tags",
                                Map.of("tags", List.of("\u202Epiv\u202C", "big\u0007\nfair")),
                                TestClient.ADMIN)
                        .body();
        assertEquals(Optional.of("piv"), tagged.at("tags").at(0).text());
        JsonView agent =
                SHOP.caller
                        .post(
                                "/api/v1/agents",
                                Map.of(
                                        "name",
                                        "Shown",
                                        "company",
                                        "Shop\u2028\u202Ex",
                                        "greeting",
                                        "Hello\u0007\n\u2067there",
                                        "suggestions",
                                        List.of("Where\u0085is it?")),
                                TestClient.ADMIN)
                        .body();
        assertEquals(Optional.of("Shop x"), agent.text("company"));
        assertEquals(Optional.of("Hello\nthere"), agent.text("greeting"));
        assertEquals(Optional.of("Where is it?"), agent.at("suggestions").at(0).text());
    }
}
