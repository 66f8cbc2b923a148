package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.chat.MessageFields;

import org.junit.jupiter.api.Test;

/// Whose mail it is by which a website tells of its form in plain text.
class PlainMailFormTest {
    private static ParsedMail plain(String from, String text) throws Exception {
        return MailFixture.read(
                MailFixture.raw(
                        "From: " + from,
                        "To: " + MailFixture.HELP,
                        "Subject: New customer message",
                        "Message-ID: <form@shop.example>",
                        "Content-Type: text/plain; charset=utf-8",
                        "",
                        MailFixture.utf8(text.replace("\n", "\r\n"))));
    }

    /// Services and plugins of shops, in the languages of their users, with accents and without.
    @Test
    void aPlainFormOfAnyServiceIsWhoseAddressWasFilledIn() throws Exception {
        for (String text :
                List.of(
                        """
                        You received a new message from your online store's contact form.

                        Country Code:
                        US

                        Name:
                        Ann

                        Email:
                        ann@cust.example

                        Phone Number:


                        Body:
                        My lamp 111 is dark: why?\
                        """,
                        """
                        Sent via form submission from Lamps

                        Name: Ann

                        Email: ann@cust.example

                        Message: My lamp 111 is dark: why?\
                        """,
                        """
                        *Name*
                        Ann

                        *Email*
                        ann@cust.example

                        *Message*
                        My lamp 111 is dark: why?\
                        """,
                        """
                        **Name:** Ann
                        **Email:** ann@cust.example
                        **Message:** My lamp 111 is dark: why?\
                        """,
                        """
                        *Name*: Ann
                        *Email*: ann@cust.example
                        *Comment*: My lamp 111 is dark: why?\
                        """,
                        """
                        You have a new message:

                        Via: https://shop.example/

                        Message Details:
                        \s
                        Name: Ann
                        Email: ann@cust.example
                        Subject: Lamp
                        Message: My lamp 111 is dark: why?

                        Sent on: 28 November, 2026
                        Thank you!\
                        """,
                        """
                        Your typeform Contact has a new response.

                        What's your name?
                        Ann

                        Your email address?
                        ann@cust.example

                        How can we help?
                        My lamp 111 is dark: why?\
                        """,
                        """
                        From: Ann <ann@cust.example>
                        Subject: Lamp

                        Message Body:
                        My lamp 111 is dark: why?

                        --\s
                        This e-mail was sent from a contact form on Shop (https://shop.example)\
                        """,
                        """
                        Imie i nazwisko: Ann
                        Adres e-mail: ann@cust.example
                        Wiadomosc: My lamp 111 is dark: why?\
                        """,
                        """
                        Nowa wiadomość ze strony

                        Imię: Ann
                        E-mail: ann@cust.example
                        Treść: My lamp 111 is dark: why?\
                        """,
                        """
                        Jmeno: Ann
                        Vas e-mail: ann@cust.example
                        Zprava: My lamp 111 is dark: why?\
                        """,
                        """
                        Adiniz Soyadiniz: Ann
                        E-posta adresiniz: ann@cust.example
                        Mesajiniz: My lamp 111 is dark: why?\
                        """,
                        """
                        Ad Soyad: Ann
                        E-posta: ann@cust.example
                        Ileti: My lamp 111 is dark: why?\
                        """,
                        """
                        Your name: Ann
                        Your email: ann@cust.example
                        Friend's name: Bob
                        Friend's email: bob@cust.example
                        Message: My lamp 111 is dark: why?\
                        """,
                        """
                        Contact

                        Your name *
                        Ann

                        Your e-mail *
                        ann@cust.example

                        Your question *
                        My lamp 111 is dark: why?
                        """,
                        """
                        First name: Ann
                        E-mail: ann@cust.example
                        Confirm e-mail: ann@cust.example
                        Enquiry: My lamp 111 is dark: why?\
                        """)) {
            for (String from :
                    List.of(
                            "Shop <help@shop.example>",
                            "Shop <wordpress@shop.example>",
                            "Shop <mailer@shopify.example>",
                            "forms-receipts-noreply@forms.example",
                            "form-submission@squarespace.example")) {
                ParsedMail mail = plain(from, text);
                assertEquals("ann@cust.example", mail.people().sender(), text);
                assertEquals("Ann", mail.people().name().orElse(""), text);
                assertEquals(Optional.empty(), mail.unanswered(), text);
                List<String> asked =
                        MailFormTest.fields(mail).stream()
                                .filter(field -> MessageFields.isMessage(field.split("=", 2)[0]))
                                .map(field -> field.split("=", 2)[1])
                                .toList();
                assertEquals(List.of("My lamp 111 is dark: why?"), asked, text);
                assertTrue(
                        MailFormTest.content(mail).contains("ann@cust.example"),
                        MailFormTest.content(mail));
            }
        }
    }

    @Test
    void aPersonsMailIsNotAForms() throws Exception {
        String text = "Hello\nMessage: mine\nEmail: bob@cust.example";
        for (String from : List.of("rootham@cust.example", "webster@cust.example")) {
            assertEquals(from, plain(from, text).people().sender());
        }
    }

    /// Some programs put all that comes through a form into one thread.
    @Test
    void aFormIsNoReplyWhateverItRefersTo() throws Exception {
        for (String who : List.of("ann", "bob")) {
            ParsedMail mail =
                    MailFixture.read(
                            MailFixture.raw(
                                    "From: Shop <wordpress@shop.example>",
                                    "References: <form-7@shop.example>",
                                    "",
                                    "Email: " + who + "@cust.example",
                                    "Message: Where is my lamp?"));
            assertEquals(who + "@cust.example", mail.people().sender());
            assertEquals("Message=Where is my lamp?", MailFormTest.fields(mail).getLast());
        }
    }

    @Test
    void aFormThatTellsOfAFriendAloneIsNotTheFriends() throws Exception {
        String text = "Friend's email: bob@cust.example\nMessage: Look at this lamp";
        MailPeople people = plain("Shop <help@shop.example>", text).people();
        assertEquals("", people.sender());
        assertTrue(people.isForm());
    }
}
