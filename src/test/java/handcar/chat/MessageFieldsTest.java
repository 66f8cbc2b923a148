package handcar.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.Test;

/// What is asked of a form that was filled in.
class MessageFieldsTest {
    private static void assertAsked(String asked, String... fields) {
        List<Object> attachments = new ArrayList<>();
        for (String field : fields) {
            String[] parts = field.split("=", 2);
            attachments.add(
                    Map.of("type", MessageFields.TYPE, "name", parts[0], "caption", parts[1]));
        }
        String content = String.join("\n", fields).replace("=", ": ");
        assertEquals(asked, MessageFields.asked(content, attachments));
    }

    @Test
    void theMessageIsAskedAndNoNameOrAddress() {
        String name = "Name=Maria del Carmen Lopez";
        String address = "Address=12 Long Lane, York";
        for (String label :
                List.of(
                        "Message",
                        "Your message",
                        "Ihre Nachricht",
                        "Votre question",
                        "Mensaje",
                        "Messaggio",
                        "Uw bericht",
                        "Wiadomość",
                        "Сообщение",
                        "رسالتك",
                        "お問い合わせ内容")) {
            assertAsked("My order 111 is late", name, address, label + "=My order 111 is late");
        }
    }

    @Test
    void aQuestionElsewhereIsAskedWithIt() {
        assertAsked(
                "Do you have it in XL?\nI need it on Friday",
                "Name=Maria del Carmen Lopez",
                "Size=Do you have it in XL?",
                "Message=I need it on Friday");
    }

    @Test
    void withoutAMessageTheSentencesAreAsked() {
        assertAsked("I want it back soon", "Name=Ann", "Reason=I want it back soon");
        assertAsked("Name: Ann\nMessage: ok", "Name=Ann", "Message=ok");
    }
}
