package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import module java.base;

import handcar.channel.FormField;

import org.junit.jupiter.api.Test;

/// Forms that come as the plain text of a mail.
class PlainFormTextTest {
    private static final List<FormField> ANN =
            List.of(
                    new FormField("Name", "Ann Miller"),
                    new FormField("Email", "ann@cust.example"),
                    new FormField("Message", "Where is my lamp?\n\nIt was blue: order 5."));

    private static List<FormField> written(String text) {
        return PlainFormText.fields(text).orElse(List.of());
    }

    @Test
    void areReadFromLinesWithLabels() {
        assertEquals(
                List.of(
                        new FormField("Name", "Carl"),
                        new FormField("Your message", "Hello,\nhow long is the warranty?"),
                        new FormField("Page", "https://shop.example/a?b=1")),
                written(
                        """
                        Name: Carl
                        Phone:
                        *Your message:*
                        Hello,
                        how long is the warranty?

                        Page: https://shop.example/a?b=1
                        """));
    }

    @Test
    void mayHaveASingleField() {
        assertEquals(
                List.of(new FormField("Message", "Do you ship to Norway?")),
                written("Message: Do you ship to Norway?"));
    }

    @Test
    void areNotReadFromOtherTexts() {
        assertEquals(List.of(), written("Hello,\nmy order: 5"));
        assertEquals(List.of(), written("Hello,\nmy order: 5\nthe lamp: blue"));
        assertEquals(List.of(), written("https://shop.example/a\nhttps://shop.example/b"));
        assertEquals(List.of(), written("Hello Ben,\nwhat a day\n\nBye\nAnn"));
    }

    @Test
    void standBehindWordsOfTheWebsite() {
        for (String form :
                List.of(
                        """
                        You received a new message from your online store's contact form.

                        Name:
                        Ann Miller

                        Email:
                        ann@cust.example

                        Message:
                        Where is my lamp?

                        It was blue: order 5.
                        """,
                        """
                        Sent via form submission from My Lamps

                        Name: Ann Miller

                        Email: ann@cust.example

                        Message: Where is my lamp?

                        It was blue: order 5.

                        Does this submission look like spam? Report it here.
                        """,
                        """
                        Ann just submitted your form
                        on My Lamps

                        *Name*
                        Ann Miller

                        *Email*
                        ann@cust.example

                        *Message*
                        Where is my lamp?

                        It was blue: order 5.

                        If you think this submission is spam, report it as spam.
                        To edit your email settings, go to your Inbox on desktop.
                        """,
                        """
                        **Name:** Ann Miller
                        **Email:** ann@cust.example
                        **Message:** Where is my lamp?

                        It was blue: order 5.
                        ---
                        This e-mail was sent from a contact form on My Lamps (https://lamps.example)
                        """,
                        """
                        Name\tAnn Miller
                        Email\tann@cust.example
                        Message\tWhere is my lamp?

                        It was blue: order 5.
                        """)) {
            assertEquals(ANN, written(form), form);
        }
    }

    @Test
    void mayBeQuestionsWithTheirAnswersBelow() {
        assertEquals(
                List.of(
                        new FormField("What's your name?", "Ann"),
                        new FormField("What is your email address?", "ann@cust.example"),
                        new FormField("How can we help?", "My lamp flickers.\n\nWhat now?")),
                written(
                        """
                        Your typeform Contact has a new response.

                        What's your name?
                        Ann

                        What is your email address?
                        ann@cust.example

                        How can we help?
                        My lamp flickers.

                        What now?

                        View all responses: https://forms.example/x
                        """));
    }

    @Test
    void aLongMailIsReadInAMoment() {
        String question = "Email?\nann@cust.example\n\n";
        assertTimeout(
                Duration.ofSeconds(5),
                () -> assertEquals(1, written(question + "a\n\n".repeat(90_000)).size()));
        assertEquals(List.of(), written(question + "a\n\n".repeat(200_000)));
    }
}
