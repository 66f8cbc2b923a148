package handcar.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.app.ChannelModule;
import handcar.channel.AccountSchema.Field;
import handcar.channel.ChannelCapabilities.Content;
import handcar.channel.meta.TestHttpClient;
import handcar.config.EnvironmentValues;
import handcar.config.EnvironmentVariable;
import handcar.json.JsonView;
import handcar.net.AddressGuard;
import handcar.net.HttpClient;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares each channel with the checklist in `CONTRIBUTING.md`. What follows from the account's schema is compared as a
/// whole, so that a failure shows the text to paste.
final class ChannelChecklistTest {
    private static final Path MAIN = Path.of("src/main/java/handcar/channel");
    private static final Path TESTS = Path.of("src/test/java/handcar/channel");

    /// Folders that are no channel behind a provider.
    private static final Set<String> OTHERS =
            Set.of("format", "inbound", "media", "meta", "outbound", "web");

    private static final Map<Content, Outbound> CONTENTS =
            Map.of(
                    Content.TEXT,
                    new Outbound.Text("hello"),
                    Content.TEMPLATE,
                    new Outbound.Template("t", "en", Optional.empty(), List.of(), List.of()),
                    Content.MEDIA,
                    new Outbound.Media(
                            Outbound.Media.Type.IMAGE,
                            new Outbound.Source.Uploaded("1"),
                            Optional.empty(),
                            Optional.empty()));

    static List<ChannelProvider> providers() {
        return ChannelModule.providers();
    }

    @Test
    void everyFolderIsAChannelInTheList() throws IOException {
        Set<String> listed =
                providers().stream()
                        .map(ChannelChecklistTest::folder)
                        .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> folders = Files.list(MAIN)) {
            Set<String> found =
                    folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .filter(name -> !OTHERS.contains(name))
                            .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(found, listed);
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void aFolderHasItsClassesAndTheirTests(ChannelProvider provider) {
        String name = name(provider);
        Set<String> missing = new TreeSet<>();
        String door = provider.webhook().isPresent() ? "Webhook" : "PollJob";
        Stream.of("Provider", door, "Payload", "Sender")
                .filter(
                        end ->
                                !Files.exists(
                                        MAIN.resolve(folder(provider))
                                                .resolve(name + end + ".java")))
                .filter(end -> !(end.equals("Payload") && folder(provider).equals("dialog360")))
                .forEach(missing::add);
        List<String> tests =
                provider.webhook().isPresent()
                        ? List.of("WebhookTest", "SenderTest", "(Signature|Auth)Test")
                        : List.of("RoundTripTest", "SenderTest");
        String files = files(TESTS.resolve(folder(provider)));
        tests.stream()
                .filter(end -> !(end.equals("WebhookTest") && folder(provider).equals("dialog360")))
                .filter(end -> !files.matches("(?s).*\\b" + name + end + "\\.java.*"))
                .forEach(missing::add);
        assertEquals(Set.of(), missing, name);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void theTemplateHasTheBlockOfTheSchema(ChannelProvider provider) {
        StringBuilder block = new StringBuilder("## " + provider.schema().title() + "\n\n");
        Stream.concat(provider.schema().all(), provider.schema().others().stream())
                .forEach(field -> field.variable().ifPresent(it -> block.append(line(field, it))));
        assertContains(Path.of(".railway-env.template"), block.toString());
    }

    private static String line(Field field, EnvironmentVariable variable) {
        String also =
                variable.names().size() > 1
                        ? " Also "
                                + String.join(
                                        ", ", variable.names().subList(1, variable.names().size()))
                                + "."
                        : "";
        String closed =
                field.name().equals(ChannelAccount.WEBHOOK_SECRET)
                        ? " Without it the webhook stays closed."
                        : "";
        return "# %s: %s.%s%s\n%s=%s\n"
                .formatted(
                        field.label(),
                        field.hint(),
                        also,
                        closed,
                        variable.name(),
                        variable.fallback().orElse(""));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void theDocsPageHasTheTableOfTheSchema(ChannelProvider provider) {
        String table =
                Stream.concat(
                                Stream.of(
                                        "| setting | in the API | variable | where to find it |",
                                        "|---|---|---|---|"),
                                Stream.of(
                                                Stream.of(
                                                        row(
                                                                "account",
                                                                provider.schema().account())),
                                                provider.schema().settings().stream()
                                                        .map(
                                                                field ->
                                                                        row(
                                                                                "settings."
                                                                                        + field
                                                                                                .name(),
                                                                                field)),
                                                provider.schema().secrets().stream()
                                                        .map(
                                                                field ->
                                                                        row(
                                                                                "secrets."
                                                                                        + field
                                                                                                .name(),
                                                                                field)))
                                        .flatMap(rows -> rows))
                        .collect(Collectors.joining("\n", "", "\n"));
        assertContains(Path.of("docs/channels", provider.kind() + ".md"), table);
        assertContains(
                Path.of("docs/channels/README.md"),
                "| %s | [%s](%s.md) | %s |\n"
                        .formatted(
                                provider.schema().title(),
                                provider.kind(),
                                provider.kind(),
                                provider.webhook()
                                        .map(_ -> "`/webhooks/" + provider.kind() + "`")
                                        .orElse("none: it is fetched")));
    }

    private static String row(String name, Field field) {
        return "| %s%s | `%s` | %s | %s |"
                .formatted(
                        field.label(),
                        field.required() ? " (required)" : "",
                        name,
                        field.variable().map(variable -> "`" + variable.name() + "`").orElse(""),
                        field.hint());
    }

    @ParameterizedTest
    @MethodSource("providers")
    void theAdminPageKnowsItsNameAndItsIcon(ChannelProvider provider) {
        assertContains(Path.of("static/desk/channel-names.js"), provider.schema().title());
        assertContains(
                Path.of("static/shared/channels", provider.kind() + ".svg"),
                "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void whatACapabilityDoesNotNameIsRefusedWithAReason(ChannelProvider provider) {
        ChannelAccount account = TestAccount.of(provider.kind(), "1", Map.of(), Map.of());
        try (HttpClient httpClient = TestHttpClient.open()) {
            MessageSender sender =
                    provider.sender(
                            new SenderContext(
                                    new EnvironmentValues(Map.of()),
                                    httpClient,
                                    AddressGuard.publicOnly(),
                                    Optional.empty()));
            Set<Content> contents = provider.capabilities(new JsonView(Map.of())).contents();
            for (Map.Entry<Content, Outbound> each : CONTENTS.entrySet()) {
                OutboundPart part =
                        new OutboundPart(
                                UUID.randomUUID(),
                                "1",
                                "1",
                                new JsonView(Map.of()),
                                each.getValue(),
                                1,
                                1,
                                Optional.empty());
                SendResult.Refused refused =
                        assertInstanceOf(SendResult.Refused.class, sender.send(part, account));
                // an account without credentials is refused for that, and a content that is not
                // carried for what it is
                assertEquals(
                        !contents.contains(each.getKey()),
                        refused.reason().startsWith("The channel " + provider.kind()),
                        each.getKey() + ": " + refused.reason());
            }
        }
    }

    private static void assertContains(Path file, String text) {
        String content = read(file);
        if (!content.contains(text)) {
            assertEquals(text, content, file + " lacks what follows from the schema");
        }
    }

    /// `WhatsApp` of `WhatsAppProvider`.
    private static String name(ChannelProvider provider) {
        return provider.getClass().getSimpleName().replace("Provider", "");
    }

    private static String folder(ChannelProvider provider) {
        String[] parts = provider.getClass().getPackageName().split("\\.", -1);
        return parts[parts.length - 1];
    }

    private static String files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString).collect(Collectors.joining("\n", "\n", "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            assertTrue(Files.exists(file), file + " is missing");
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
