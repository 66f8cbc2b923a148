package handcar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.app.ChannelModule;
import handcar.config.Config.AdminTokenOrigin;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
    @TempDir Path folder;

    @Test
    void anEmptyEnvironmentIsEnough() {
        Config config = read(Map.of());
        assertEquals(8080, config.server().port());
        assertTrue(config.storage().database().isEmpty());
        assertTrue(config.models().openAiKey().isEmpty());
        assertEquals(60, config.limits().requestsPerMinute());
        assertEquals(AdminTokenOrigin.GENERATED, config.security().adminTokenOrigin());
    }

    @Test
    void whatWasGeneratedOnceIsKeptForItsOwnerOnly() throws IOException {
        String first = read(Map.of()).security().adminToken().reveal();
        assertEquals(first, read(Map.of()).security().adminToken().reveal());
        assertTrue(first.length() > 40);
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("secrets.env"))));
    }

    /// Services of a Docker network often have one in their names.
    @Test
    void aHostMayHaveAnUnderscore() {
        String printed = read(Map.of("EVOLUTION_API_URL", "http://evolution_api:8080")).print();
        assertTrue(printed.contains("http://evolution_api:8080"), printed);
    }

    @Test
    void aPasswordInAnAddressIsNeverShown() {
        String shown =
                read(Map.of("OPENAI_BASE_URL", "https://me:hunter2@proxy.example/v1")).print();
        assertFalse(shown.contains("hunter2"), shown);
        assertTrue(shown.contains("proxy.example/v1"), shown);
        List<String> mistakes =
                mistakes(
                        Map.of(
                                "EVOLUTION_API_URL", "ftp://me:hunter2@proxy.example",
                                "DATABASE_URL", "postgres://me:hunter2%zz@db/shop"));
        assertEquals(2, mistakes.size());
        assertFalse(mistakes.toString().matches(".*(hunter2|\"z\").*"), mistakes.toString());
    }

    @Test
    void theQueryOfAnAddressIsNeverShown() {
        String shown =
                read(Map.of(
                                "OPENAI_BASE_URL",
                                "https://proxy.example/v1?api-version=2&code=hunter2",
                                "ANTHROPIC_BASE_URL",
                                "https://proxy.example/v1#hunter2"))
                        .print();
        assertFalse(shown.contains("hunter2"), shown);
        assertTrue(shown.contains("https://proxy.example/v1?•"), shown);
        List<String> mistakes =
                mistakes(Map.of("EVOLUTION_API_URL", "ftp://proxy.example?key=hunter2"));
        assertFalse(mistakes.toString().contains("hunter2"), mistakes.toString());
    }

    @Test
    void everyMistakeIsToldInOneStart() {
        List<String> mistakes =
                mistakes(
                        Map.of(
                                "PORT", "eighty",
                                "LLM_TEMPERATURE", "9",
                                "DEBUG", "maybe",
                                "OPENAI_BASE_URL", "ftp://models.example",
                                "CORS_ORIGINS", "shop.example",
                                "DATABASE_URL", "mysql://db/shop",
                                "SECRET_ENCRYPTION_KEY", "short",
                                "LOG_LEVEL", "loud"));
        for (String name :
                List.of(
                        "PORT",
                        "LLM_TEMPERATURE",
                        "DEBUG",
                        "OPENAI_BASE_URL",
                        "CORS_ORIGINS",
                        "DATABASE_URL",
                        "SECRET_ENCRYPTION_KEY",
                        "LOG_LEVEL")) {
            assertTrue(
                    mistakes.stream().anyMatch(line -> line.startsWith(name)),
                    name + " in " + mistakes);
        }
        assertEquals(8, mistakes.size());
    }

    @Test
    void secretsNeverPrint() {
        Config config =
                read(
                        Map.of(
                                "OPENAI_API_KEY", "sk-very-secret",
                                "ADMIN_TOKEN", "token-very-secret",
                                "DATABASE_URL", "postgres://me:pass-very-secret@db/shop"));
        assertFalse(config.print().contains("very-secret"));
        assertFalse(config.toString().contains("very-secret"));
        assertFalse(config.storage().toString().contains("very-secret"));
        assertFalse(config.security().toString().contains("very-secret"));
        assertTrue(config.print().contains("OPENAI_API_KEY=•"));
    }

    @Test
    void synonymsAndFilesAreRead() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "sk-from-file\n");
        Config config =
                read(
                        Map.of(
                                "OPENAI_API_KEY_FILE", file.toString(),
                                "LLM_MODEL", "gpt-x",
                                "SMTP_HOST_ADDR", "mail.example",
                                "REDIS_TLS_URL", "rediss://r",
                                "CORS_ORIGIN", "[\"https://a.example\", \"https://b.example/\"]"));
        assertEquals("sk-from-file", config.models().openAiKey().orElseThrow().reveal());
        assertEquals("gpt-x", config.models().openAiModel());
        assertEquals(new Secret("mail.example"), config.channels().byName().get("SMTP_HOST"));
        assertEquals("rediss://r:6379", config.storage().redisUrl().orElseThrow().reveal());
        assertEquals(
                List.of("https://a.example", "https://b.example"), config.server().corsOrigins());
        assertTrue(
                mistakes(Map.of("ADMIN_TOKEN_FILE", "/nowhere/at/all"))
                        .getFirst()
                        .contains("/nowhere"));
    }

    @Test
    void anEmptyValueIsNoValue() {
        assertEquals(8080, read(Map.of("PORT", "", "OPENAI_API_KEY", " ")).server().port());
    }

    @Test
    void theTemplateNamesExactlyWhatIsReadWithItsDefaults() throws IOException {
        Map<String, String> template =
                Pattern.compile("(?m)^([A-Z][A-Z0-9_]*)=(.*)$")
                        .matcher(Files.readString(Path.of(".railway-env.template")))
                        .results()
                        .collect(Collectors.toMap(line -> line.group(1), line -> line.group(2)));
        Config config = read(Map.of("DATA_DIR", folder.toString()));
        Set<String> read =
                config.settings().stream()
                        .map(Setting::name)
                        // set by the host, nobody writes them down
                        .filter(name -> !name.startsWith("RAILWAY_"))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(read, new TreeSet<>(template.keySet()));
        for (Setting setting : config.settings()) {
            if (!setting.given() && !setting.name().startsWith("RAILWAY_")) {
                String expected = template.getOrDefault(setting.name(), "");
                assertTrue(
                        same(expected, setting.shown()),
                        setting.name() + ": " + expected + " / " + setting.shown());
            }
        }
        String text = Files.readString(Path.of(".railway-env.template"));
        for (Setting setting : config.settings()) {
            setting.names()
                    .forEach(
                            name ->
                                    assertTrue(
                                            text.contains(name), name + " is not in the template"));
        }
    }

    @Test
    void debugAddsDetailToTheLogWhateverItsLevelIs() {
        assertEquals("info", read(Map.of()).server().logLevel());
        assertEquals("debug", read(Map.of("DEBUG", "true")).server().logLevel());
        assertEquals(
                "debug", read(Map.of("DEBUG", "true", "LOG_LEVEL", "warn")).server().logLevel());
        assertEquals(
                "trace", read(Map.of("DEBUG", "true", "LOG_LEVEL", "trace")).server().logLevel());
    }

    @Test
    void databaseAddressesOfEveryForm() {
        DatabaseUrl railway =
                DatabaseUrl.parse(
                        "postgresql://me:p%40ss%2Fw+rd@db.internal:5432/rail?sslmode=require",
                        false);
        assertEquals("jdbc:postgresql://db.internal:5432/rail?sslmode=require", railway.jdbc());
        assertEquals("me", railway.user().orElseThrow());
        assertEquals("p@ss/w+rd", railway.password().orElseThrow().reveal());
        assertEquals("db.internal:5432/rail", railway.where());

        DatabaseUrl jdbc =
                DatabaseUrl.parse(
                        "jdbc:postgresql://db/rail?user=me&password=secret&ssl=true", false);
        assertEquals("jdbc:postgresql://db/rail?ssl=true", jdbc.jdbc());
        assertEquals("secret", jdbc.password().orElseThrow().reveal());

        assertEquals(
                "jdbc:postgresql://db/postgres", DatabaseUrl.parse("postgres://db", false).jdbc());
        assertEquals(
                "jdbc:postgresql://[::1]:5433/x",
                DatabaseUrl.parse("postgres://u@[::1]:5433/x", false).jdbc());
        assertEquals(
                "jdbc:postgresql://db/x?sslmode=require",
                DatabaseUrl.parse("postgres://db/x", true).jdbc());
        for (String mode :
                List.of("sslmode=disable", "sslmode=Disable", "sslmode=require&sslmode=prefer")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> DatabaseUrl.parse("postgres://db/x?" + mode, true));
        }
        for (String mode : List.of("sslmode=", "sslmode=on", "sslmode=Require")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> DatabaseUrl.parse("postgres://db/x?" + mode, false));
        }
        assertThrows(
                IllegalArgumentException.class, () -> DatabaseUrl.parse("postgres:///x", false));
    }

    /// Numbers as they are written by people and by us: 0.2 and .2, 30 and PT30S.
    private static boolean same(String template, String shown) {
        return template.equals(shown)
                || (template.matches("[\\d.]+")
                        && shown.matches("[\\d.]+")
                        && Double.parseDouble(template) == Double.parseDouble(shown));
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
