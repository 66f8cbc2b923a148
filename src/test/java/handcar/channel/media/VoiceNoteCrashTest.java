package handcar.channel.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.json.JsonView;
import handcar.testing.SeparateProcess;
import handcar.testing.ServerProcess;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A server is killed while it works on a voice note, and another one of the installation goes on.
@SeparateProcess
class VoiceNoteCrashTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final FakeOpenAi model = MediaTraffic.hearing();
    private final FakeMediaProvider provider = new FakeMediaProvider();
    private final ServerProcess first;
    private final ServerProcess second;

    VoiceNoteCrashTest(@TempDir Path one, @TempDir Path two) {
        Map<String, String> settings = MediaTraffic.settings(model, provider);
        // the lease of what the killed server did ends long after the test
        settings.put("LLM_TIMEOUT_SECONDS", "300");
        first = new ServerProcess(one).with(settings);
        second = first.replica(two);
    }

    @AfterEach
    void close() {
        model.close();
        provider.close();
    }

    /// @param during the request to a provider
    /// @param replica whether the other server runs already
    @ParameterizedTest
    @CsvSource({"/cdn/voice,false", "/audio/transcriptions,false", "/audio/transcriptions,true"})
    void aVoiceNoteIsAnsweredOnceThoughAServerDies(String during, boolean replica) {
        AtomicInteger reached = new AtomicInteger();
        FakeReply stuck =
                (request, wire) -> {
                    reached.incrementAndGet();
                    FakeReply.silence().to(request, wire);
                };
        if (during.equals("/cdn/voice")) {
            FakeReply usual = provider.bytes();
            provider.instead.put(
                    during,
                    (request, wire) -> (reached.get() == 0 ? stuck : usual).to(request, wire));
        } else {
            model.thenHearing(stuck);
        }
        try (ServerProcess dies = first.start()) {
            String number =
                    new MediaTraffic(model, provider, dies.caller).arrives("whatsapp", "audio");
            Wait.until("it is worked on", PATIENCE, () -> reached.get() == 1);
            if (!replica) {
                dies.kill();
            }
            try (ServerProcess lives = second.start()) {
                dies.kill();
                MediaTraffic customers = new MediaTraffic(model, provider, lives.caller);
                Wait.until(
                        "it is answered",
                        PATIENCE,
                        () -> !customers.from("agent", number).isEmpty());
                Wait.pause(Duration.ofSeconds(2), "a second answer would come");
                JsonView said = customers.from("contact", number).getFirst();
                assertEquals(MediaTraffic.QUESTION, said.text("content").orElse(""));
                assertEquals("stored", said.at("attachments").at(0).text("state").orElse(""));
                assertEquals(1, customers.from("contact", number).size());
                assertEquals(1, customers.from("agent", number).size());
                assertTrue(
                        customers.from("system", number).size() <= 1,
                        "that it takes a moment, and no more");
            }
        }
    }
}
