package handcar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.app.ChannelModule;
import handcar.config.Config.AdminTokenOrigin;
import handcar.config.Config.Security;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSettingsTest {
    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZ+8=";
    private static final String JWT = "a signing secret of more than 32 characters";
    private static final String OTHER = "another signing secret of 32 characters and more";

    @TempDir Path folder;

    @Test
    void productionStopsWithoutAnySecretAndSaysHowToMakeOne() {
        for (String name :
                List.of("ENVIRONMENT", "RAILWAY_ENVIRONMENT_NAME", "MIX_ENV", "NODE_ENV")) {
            String mistake = mistakes(Map.of(name, "production")).getFirst();
            for (String part :
                    List.of(
                            "JWT_SECRET",
                            "SECRET_KEY_BASE",
                            "SECRET_ENCRYPTION_KEY",
                            "openssl rand -base64 32")) {
                assertTrue(mistake.contains(part), mistake);
            }
        }
        assertEquals(1, mistakes(Map.of("MIX_ENV", "prod")).size());
        assertFalse(Files.exists(folder.resolve("secrets.env")));
    }

    @Test
    void whatItIsCalledHereWinsOverWhatOtherSystemsSay() {
        assertFalse(
                read(Map.of("ENVIRONMENT", "development", "NODE_ENV", "production"))
                        .server()
                        .production());
    }

    @Test
    void theEmbeddedDatabaseGetsAPasswordOfItsOwn() {
        Config config = read(Map.of("ENVIRONMENT", "production", "JWT_SECRET", JWT));
        String password = config.storage().embeddedPassword().reveal();
        assertEquals(44, password.length());
        assertNotEquals(config.security().signing().present().reveal(), password);
        assertNotEquals(config.security().encryptionKey().reveal(), password);
    }

    @Test
    void anyOneSecretIsEnoughInProductionAndTheOthersAreAlwaysTheSame() {
        Set<String> all = new HashSet<>();
        for (Map<String, String> given :
                List.of(
                        Map.of("JWT_SECRET", JWT),
                        Map.of("SECRET_KEY_BASE", OTHER),
                        Map.of("SECRET_ENCRYPTION_KEY", KEY))) {
            Security security = production(given);
            Security again = production(given);
            assertEquals(AdminTokenOrigin.DERIVED, security.adminTokenOrigin());
            for (Function<Security, Secret> secret :
                    List.<Function<Security, Secret>>of(
                            Security::adminToken,
                            each -> each.signing().present(),
                            Security::encryptionKey)) {
                String value = secret.apply(security).reveal();
                assertEquals(value, secret.apply(again).reveal());
                assertTrue(value.length() >= 32 && all.add(value), value);
            }
        }
        assertFalse(Files.exists(folder.resolve("secrets.env")));
    }

    @Test
    void aSecretThatIsGivenIsUsedAsItIs() {
        Security security =
                production(
                        Map.of(
                                "ADMIN_TOKEN", "a-token-of-some-length",
                                "JWT_SECRET", JWT,
                                "SECRET_KEY_BASE", OTHER,
                                "SECRET_ENCRYPTION_KEY", KEY));
        assertEquals("a-token-of-some-length", security.adminToken().reveal());
        assertEquals(JWT, security.signing().present().reveal());
        assertEquals(KEY, security.encryptionKey().reveal());
        assertEquals(AdminTokenOrigin.GIVEN, security.adminTokenOrigin());
    }

    @Test
    void twoSpellingsOfOneKeyDeriveTheSame() {
        String urlSafe = KEY.replace('+', '-').replace('/', '_');
        assertNotEquals(KEY, urlSafe);
        assertEquals(
                production(Map.of("SECRET_ENCRYPTION_KEY", KEY)).signing(),
                production(Map.of("SECRET_ENCRYPTION_KEY", urlSafe)).signing());
    }

    /// The secrets of the channels stay readable whichever of the two is changed or given later.
    @Test
    void aDerivedKeyStillDecryptsAfterAChange() {
        Secret derived = production(Map.of("JWT_SECRET", JWT)).encryptionKey();
        assertTrue(
                production(Map.of("JWT_SECRET", JWT, "SECRET_ENCRYPTION_KEY", KEY))
                        .formerEncryptionKeys()
                        .contains(derived));
        assertTrue(
                production(Map.of("JWT_SECRET", OTHER, "JWT_SECRET_PREVIOUS", JWT))
                        .formerEncryptionKeys()
                        .contains(derived));
    }

    @Test
    void theLogNamesWhatWasDerivedAndShowsNoValue() {
        Config config =
                read(
                        Map.of(
                                "ENVIRONMENT",
                                "production",
                                "JWT_SECRET",
                                JWT,
                                "SUPABASE_SERVICE_ROLE_KEY",
                                "never-shown",
                                "CRAWLER_SERVICE_URL",
                                "http://crawler:8001",
                                "WEB_CONCURRENCY",
                                "4",
                                "DATABASE_BACKEND",
                                "supabase",
                                "DEPLOYMENT_PLATFORM",
                                "railway"));
        assertEquals(6, config.notes().size(), config.notes().toString());
        assertEquals(
                "secrets.derived names=ADMIN_TOKEN,SECRET_ENCRYPTION_KEY from=JWT_SECRET",
                config.notes().getFirst());
        String shown = config.print();
        for (String name :
                List.of(
                        "SUPABASE_SERVICE_ROLE_KEY",
                        "CRAWLER_SERVICE_URL",
                        "WEB_CONCURRENCY",
                        "DATABASE_BACKEND",
                        "DEPLOYMENT_PLATFORM")) {
            assertTrue(shown.contains("# settings.unused name=" + name + " hint="), shown);
        }
        assertFalse(shown.contains("never-shown") || shown.contains("crawler:8001"), shown);
        assertFalse(shown.contains(JWT), shown);
    }

    /// The name under which it is set, whichever of the three it is.
    @ParameterizedTest
    @ValueSource(strings = {"JWT_SECRET", "SECRET_KEY_BASE", "SECRET_ENCRYPTION_KEY"})
    void theLogNamesWhatTheSecretsAreDerivedFrom(String name) {
        String secret = "q8Zk3v1xT0bLw5yRj7uEoP2sN4mAcHdGiFfKtYzXVWU=";
        String note = read(Map.of("ENVIRONMENT", "production", name, secret)).notes().getFirst();
        assertTrue(note.startsWith("secrets.derived names=ADMIN_TOKEN"), note);
        assertTrue(note.endsWith(" from=" + name), note);
    }

    @Test
    void shortSecretsAreRefusedEverywhere() {
        for (Map<String, String> given :
                List.of(
                        Map.of("JWT_SECRET", "x".repeat(31)),
                        Map.of("SECRET_KEY_BASE", "x".repeat(31)),
                        Map.of("SECRET_ENCRYPTION_KEY", "x".repeat(42)),
                        Map.of("ADMIN_TOKEN", "x".repeat(15)),
                        Map.of("METRICS_TOKEN", "x".repeat(15)),
                        Map.of("METRICS_TOKEN", "\u00a0".repeat(16)),
                        Map.of("METRICS_TOKEN", "a" + " ".repeat(40) + "b"),
                        Map.of("TELEGRAM_WEBHOOK_SECRET", "abc"),
                        Map.of("TELEGRAM_WEBHOOK_SECRET_PREVIOUS", "abc"),
                        Map.of("CHATWOOT_WEBHOOK_SECRET", "abc"),
                        Map.of("EVOLUTION_WEBHOOK_SECRET", "fifteen-letters"),
                        Map.of("DIALOG360_WEBHOOK_SECRET", "\u200b".repeat(40)))) {
            String mistake = mistakes(given).getFirst();
            assertTrue(mistake.contains(given.keySet().iterator().next()), mistake);
            assertTrue(mistake.contains("openssl rand"), mistake);
        }
    }

    @Test
    void wordsWithBlanksBetweenThemAreASecret() {
        read(Map.of("EVOLUTION_WEBHOOK_SECRET", "a long word of ours"));
    }

    @Test
    void anExampleOrOneKeyHeldDownIsNoSecretInProduction() {
        for (Map<String, String> given :
                List.of(
                        Map.of("JWT_SECRET", "change-me-change-me-change-me-change-me"),
                        Map.of("JWT_SECRET", "a".repeat(44)),
                        Map.of("SECRET_KEY_BASE", "your-very-secret-key-of-this-application"),
                        Map.of("SECRET_ENCRYPTION_KEY", "A".repeat(43) + "="))) {
            Map<String, String> environment = new HashMap<>(given);
            environment.put("ENVIRONMENT", "production");
            String mistake = mistakes(environment).getFirst();
            assertTrue(mistake.contains(given.keySet().iterator().next()), mistake);
            assertTrue(mistake.contains("openssl rand"), mistake);
        }
    }

    private Security production(Map<String, String> given) {
        Map<String, String> environment = new HashMap<>(given);
        environment.put("ENVIRONMENT", "production");
        return read(environment).security();
    }

    private Config read(Map<String, String> given) {
        Map<String, String> environment = new HashMap<>(given);
        environment.put("DATA_DIR", folder.toString());
        return Config.read(environment, ChannelModule.variables());
    }

    private List<String> mistakes(Map<String, String> given) {
        return assertThrows(ConfigException.class, () -> read(given)).mistakes();
    }
}
