package handcar.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.llm.provider.ProviderException;

import org.junit.jupiter.api.Test;

/// What the server calls by a code is German in the German desk.
final class ServerWordsTest {
    private static final Path GERMAN = Path.of("static/desk/translations/de/server-codes.js");
    private static final Path EVIDENCE = Path.of("static/desk/evidence.js");

    private static final Pattern CODE =
            Pattern.compile(
                    "(?:new"
                        + " (?:Problem\\.)?(?:Malformed|Unauthorized|Forbidden|NotFound|Conflict|TooLarge|"
                        + "UnsupportedMediaType|RateLimited|Upstream|Unavailable|Timeout|Refused)|forbidden)"
                        + "\\(\\s*\"([a-z_]+)\"(?=,)");
    private static final Pattern NO_SUCH = Pattern.compile("notFound\\(\"([^\"]+)\"\\)");
    private static final Pattern KEY = Pattern.compile("(?m)^  (\\w+): '");

    /// What providers, visitors and programs hear, and no page of staff.
    private static final Set<String> OF_OTHERS =
            Set.of(
                    "form_invalid",
                    "http_version",
                    "id_too_long",
                    "invalid_api_key",
                    "invalid_ticket",
                    "json_expected",
                    "malformed",
                    "malformed_body",
                    "malformed_json",
                    "malformed_multipart",
                    "malformed_request",
                    "malformed_value",
                    "method_not_allowed",
                    "model_not_allowed",
                    "model_not_found",
                    "multipart_expected",
                    "not_acceptable",
                    "not_chatwoot",
                    "not_instagram",
                    "not_whatsapp",
                    "origin",
                    "signature_invalid",
                    "too_many_conversations",
                    "too_many_fields",
                    "too_many_values",
                    "verify_token_invalid",
                    "webhook_not_found",
                    "websocket_expected",
                    "work_required");

    /// Codes that stand in the source in another way than a refusal with its sentence.
    private static final Set<String> BY_NAME =
            Set.of(
                    "header_too_large",
                    "internal",
                    "invalid_fields",
                    "rate_limited",
                    "request_timeout",
                    "totp_enrolment_required",
                    "totp_required",
                    "unreachable");

    @Test
    void everyRefusalThatStaffMayReadIsGerman() {
        Set<String> codes = new TreeSet<>(BY_NAME);
        for (Path file : SourceTree.java(Path.of("src/main/java"))) {
            String text = SourceTree.read(file);
            CODE.matcher(text).results().forEach(found -> codes.add(found.group(1)));
            NO_SUCH.matcher(text)
                    .results()
                    .forEach(found -> codes.add(noun(found.group(1)) + "_not_found"));
        }
        codes.removeIf(OF_OTHERS::contains);
        assertTrue(codes.size() > 80, codes.toString());
        assertEquals(codes, keys(SourceTree.read(GERMAN)));
    }

    @Test
    void everyWayACallOfAModelFailsHasWords() {
        Set<String> kinds =
                Arrays.stream(ProviderException.Kind.values())
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(TreeSet::new));
        String evidence = SourceTree.read(EVIDENCE);
        String outcomes = evidence.substring(evidence.indexOf("const OUTCOMES"));
        Set<String> worded = new TreeSet<>();
        Pattern.compile("(?m)^  (\\w+): t\\('")
                .matcher(outcomes.substring(0, outcomes.indexOf("};")))
                .results()
                .forEach(found -> worded.add(found.group(1)));
        assertEquals(kinds, worded);
    }

    private static String noun(String words) {
        return words.toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    private static Set<String> keys(String script) {
        return KEY.matcher(script)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
