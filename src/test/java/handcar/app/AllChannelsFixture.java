package handcar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import handcar.channel.ProviderTraffic;
import handcar.channel.WebhookRequest;
import handcar.channel.email.MailFixture;
import handcar.channel.evolution.EvolutionFixture;
import handcar.channel.instagram.InstagramFixture;
import handcar.channel.meta.MetaFixture;
import handcar.channel.twilio.TwilioFixture;
import handcar.channel.whatsapp.WhatsAppFixture;
import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

/// A whole server with an account of every channel, one stand-in for all their providers, a mailbox, and a model.
final class AllChannelsFixture implements AutoCloseable {
    static final String SECRET = "the-secret-of-the-webhooks";
    static final String TELEGRAM_SECRET = "a-long_Word-0815-long";

    final FakeOpenAi model = new FakeOpenAi();
    private final AtomicInteger names = new AtomicInteger(100_000);
    private final FakeServer providers =
            new FakeServer((request, wire) -> accepted().to(request, wire));
    private final GreenMail mail =
            new GreenMail(
                    new ServerSetup[] {
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
                    });
    private final GreenMailUser help;
    final TestServer server;

    AllChannelsFixture() {
        mail.start();
        help = mail.setUser(MailFixture.HELP, "help", "secret");
        server = new TestServer(settings());
    }

    /// What any of the providers says to a message that it takes.
    private FakeReply accepted() {
        String name = "" + names.incrementAndGet();
        return FakeReply.json(
                201,
                Map.of(
                        "ok",
                        true,
                        "ts",
                        "1700000000." + name,
                        "id",
                        Integer.parseInt(name),
                        "sid",
                        "SM" + name,
                        "key",
                        Map.of("id", name),
                        "message_id",
                        name,
                        "recipient_id",
                        InstagramFixture.CUSTOMER,
                        "messages",
                        List.of(Map.of("id", name)),
                        "result",
                        Map.of("message_id", Integer.parseInt(name))));
    }

    private Map<String, String> settings() {
        String at = providers.baseUrl();
        return Map.ofEntries(
                Map.entry("OPENAI_API_KEY", "sk-test"),
                Map.entry("OPENAI_BASE_URL", model.baseUrl()),
                Map.entry("BACKEND_URL", "https://handcar.example"),
                Map.entry("MESSAGE_BUFFER_SECONDS", "0"),
                Map.entry("WHATSAPP_APP_SECRET", SECRET),
                Map.entry("WHATSAPP_ACCESS_TOKEN", "EAAJB"),
                Map.entry("WHATSAPP_PHONE_NUMBER_ID", WhatsAppFixture.NUMBER),
                Map.entry("WHATSAPP_BASE_URL", at + "/graph"),
                Map.entry("DIALOG360_API_KEY", "key"),
                Map.entry("DIALOG360_WEBHOOK_SECRET", SECRET),
                Map.entry("DIALOG360_BASE_URL", at + "/dialog"),
                Map.entry("INSTAGRAM_APP_SECRET", SECRET),
                Map.entry("INSTAGRAM_ACCESS_TOKEN", "IGAA"),
                Map.entry("INSTAGRAM_BASE_URL", at + "/instagram"),
                Map.entry("EVOLUTION_API_URL", at + "/evolution"),
                Map.entry("EVOLUTION_API_KEY", EvolutionFixture.KEY),
                Map.entry("EVOLUTION_INSTANCE", "shop"),
                Map.entry("EVOLUTION_WEBHOOK_SECRET", EvolutionFixture.SECRET),
                Map.entry("TELEGRAM_BOT_TOKEN", "4839574812:AAFD"),
                Map.entry("TELEGRAM_WEBHOOK_SECRET", TELEGRAM_SECRET),
                Map.entry("TELEGRAM_BASE_URL", at + "/telegram"),
                Map.entry("TWILIO_ACCOUNT_SID", TwilioFixture.SID),
                Map.entry("TWILIO_AUTH_TOKEN", TwilioFixture.TOKEN),
                Map.entry("TWILIO_FROM", "+14155238886"),
                Map.entry("TWILIO_BASE_URL", at + "/twilio"),
                Map.entry("SLACK_BOT_TOKEN", "xoxb-1"),
                Map.entry("SLACK_SIGNING_SECRET", SECRET),
                Map.entry("SLACK_CHANNEL", "C0LAN2Q65"),
                Map.entry("SLACK_BASE_URL", at + "/slack"),
                Map.entry("CHATWOOT_WEBHOOK_SECRET", SECRET),
                Map.entry("CHATWOOT_API_TOKEN", "token"),
                Map.entry("CHATWOOT_ACCOUNT_ID", "3"),
                Map.entry("CHATWOOT_BASE_URL", at + "/chatwoot"),
                Map.entry("SMTP_HOST", "127.0.0.1"),
                Map.entry("SMTP_PORT", "" + mail.getSmtp().getPort()),
                Map.entry("SMTP_TLS", "none"),
                Map.entry("SMTP_USERNAME", "help"),
                Map.entry("SMTP_PASSWORD", "secret"),
                Map.entry("IMAP_HOST", "127.0.0.1"),
                Map.entry("IMAP_PORT", "" + mail.getImap().getPort()),
                Map.entry("IMAP_TLS", "none"),
                Map.entry("IMAP_POLL_SECONDS", "1"),
                Map.entry("FROM_ADDRESS", "The Shop <" + MailFixture.HELP + ">"));
    }

    @Override
    public void close() {
        server.close();
        List.of(model, providers).forEach(FakeServer::close);
        mail.stop();
    }

    /// What a customer of the channel sees who asks this.
    String asked(ChannelOfProvider channel, String question) throws Exception {
        channel.write(this, question);
        return Wait.until(
                channel + " shows the answer",
                () ->
                        providers.requests().stream()
                                .filter(request -> request.path().startsWith(channel.path()))
                                .filter(request -> request.method().equals("POST"))
                                .map(channel::shown)
                                .filter(text -> !text.isEmpty())
                                .collect(Collectors.joining("\n")),
                shown -> !shown.isEmpty());
    }

    /// The two parts of the mail that answers this: as text and as HTML.
    List<String> mailed(String question) throws IOException, MessagingException {
        Wait.until("the mailbox is read for the first time", () -> MailFixture.isPolled(server.db));
        help.deliver(MailFixture.fromAnn("q1@customer.example", "Returns", question));
        MimeMessage answer =
                Wait.until(
                                "an answer is mailed",
                                Duration.ofMinutes(1),
                                () ->
                                        Arrays.stream(mail.getReceivedMessages())
                                                .filter(AllChannelsFixture::isToAnn)
                                                .toList(),
                                found -> !found.isEmpty())
                        .getFirst();
        MimeMultipart parts = (MimeMultipart) answer.getContent();
        return List.of(
                parts.getBodyPart(0).getContent().toString(),
                parts.getBodyPart(1).getContent().toString());
    }

    private static boolean isToAnn(MimeMessage mail) {
        try {
            return mail.getHeader("To", ",").contains(MailFixture.ANN);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    void signed(String path, String body) {
        knock(path, body, Map.of("X-Hub-Signature-256", "sha256=" + MetaFixture.hex(body, SECRET)));
    }

    void knock(String path, String body, Map<String, String> headers) {
        assertEquals(200, server.caller.knock(path, body, headers).status());
    }

    void post(String path, WebhookRequest webhook) throws Exception {
        assertEquals(200, ProviderTraffic.post(server, path, webhook).statusCode());
    }
}
