package handcar.app;

import module java.base;

import handcar.channel.chatwoot.ChatwootFixture;
import handcar.channel.evolution.EvolutionFixture;
import handcar.channel.instagram.InstagramFixture;
import handcar.channel.meta.MetaFixture;
import handcar.channel.twilio.TwilioFixture;
import handcar.channel.whatsapp.WhatsAppFixture;
import handcar.fakes.FakeRequest;

/// The channels that a provider carries, each with how a customer writes and what they then see.
enum ChannelOfProvider {
    WHATSAPP("/graph") {
        @Override
        void write(AllChannelsFixture at, String question) throws Exception {
            at.signed("/webhooks/whatsapp", whatsApp(question));
        }

        @Override
        String shown(FakeRequest sent) {
            return sent.json().at("text").text("body").orElse("");
        }
    },
    DIALOG360("/dialog") {
        @Override
        void write(AllChannelsFixture at, String question) throws Exception {
            at.knock(
                    "/webhooks/360dialog",
                    whatsApp(question),
                    Map.of("Authorization", "Bearer " + AllChannelsFixture.SECRET));
        }

        @Override
        String shown(FakeRequest sent) {
            return sent.json().at("text").text("body").orElse("");
        }
    },
    INSTAGRAM("/instagram") {
        @Override
        void write(AllChannelsFixture at, String question) throws Exception {
            at.signed("/webhooks/instagram", InstagramFixture.messageNow(Map.of("text", question)));
        }

        @Override
        String shown(FakeRequest sent) {
            return sent.json().at("message").text("text").orElse("");
        }
    },
    EVOLUTION("/evolution") {
        @Override
        void write(AllChannelsFixture at, String question) throws Exception {
            String data = EvolutionFixture.data("{\"conversation\":\"" + question + "\"}");
            at.post(
                    "/webhooks/evolution",
                    EvolutionFixture.request(
                            EvolutionFixture.event("messages.upsert", data)
                                    .replace("1795255200", "" + now())));
        }

        @Override
        String shown(FakeRequest sent) {
            return sent.json().text("text").orElse("");
        }
    },
    TELEGRAM("/telegram") {
        @Override
        void write(AllChannelsFixture at, String question) throws Exception {
            String update =
                    """
                    {"update_id":1,"message":{"message_id":2,"date":%d,"text":"%s",
                    "from":{"id":11,"is_bot":false,"first_name":"Ann"},"chat":{"id":11,"type":"private"}}}\
                    """
                            .formatted(now(), question);
            at.knock(
                    "/webhooks/telegram",
                    update,
                    Map.of("X-Telegram-Bot-Api-Secret-Token", AllChannelsFixture.TELEGRAM_SECRET));
        }

        @Override
        String shown(FakeRequest sent) {
            return sent.json().text("text").orElse("");
        }
    },
    SMS("/twilio") {
        @Override
        void write(AllChannelsFixture at, String question) throws Exception {
            at.post(
                    "/webhooks/twilio",
                    TwilioFixture.signed(
                            TwilioFixture.URL,
                            TwilioFixture.incoming(
                                    Map.of(
                                            "Body", question,
                                            "From", "+491701234567",
                                            "To", "+14155238886"))));
        }

        @Override
        String shown(FakeRequest sent) {
            return Arrays.stream(sent.text().split("&"))
                    .filter(pair -> pair.startsWith("Body="))
                    .map(pair -> URLDecoder.decode(pair.substring(5), StandardCharsets.UTF_8))
                    .collect(Collectors.joining());
        }
    },
    CHATWOOT("/chatwoot") {
        @Override
        void write(AllChannelsFixture at, String question) throws Exception {
            String now = Instant.now().toString();
            String body = ChatwootFixture.message(Map.of("content", question, "created_at", now));
            at.knock(
                    "/webhooks/chatwoot",
                    body,
                    Map.of(
                            "X-Chatwoot-Signature",
                            MetaFixture.hex(body, AllChannelsFixture.SECRET)));
        }

        @Override
        String shown(FakeRequest sent) {
            return sent.json().text("content").orElse("");
        }
    },
    /// Staff read there what customers of all channels read; a visitor of the web writes.
    SLACK("/slack") {
        @Override
        void write(AllChannelsFixture at, String question) {
            at.server.caller.ask(at.server.caller.guest("house"), question);
        }

        @Override
        String shown(FakeRequest sent) {
            String text = sent.json().text("text").orElse("");
            return text.startsWith("*Agent:*") ? text : "";
        }
    };

    private final String path;

    ChannelOfProvider(String path) {
        this.path = path;
    }

    abstract void write(AllChannelsFixture at, String question) throws Exception;

    /// The words of one call to the provider; empty when it is another kind of call.
    abstract String shown(FakeRequest sent);

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private static String whatsApp(String question) {
        return WhatsAppFixture.message(
                Map.of(
                        "timestamp", Long.toString(now()),
                        "type", "text",
                        "text", Map.of("body", question)));
    }

    /// Where the stand-in takes its calls.
    String path() {
        return path;
    }
}
