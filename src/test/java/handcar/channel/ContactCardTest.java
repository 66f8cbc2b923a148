package handcar.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Nothing that people read on a card is lost.
final class ContactCardTest {
    private static String told(ContactCard card) {
        return card.attachment().name().orElse("-")
                + " | "
                + card.attachment().caption().orElse("-");
    }

    @Test
    void aCardOfWhatsAppIsReadWhole() {
        String card =
                """
                {"name": {"formatted_name": "Bob Ray", "first_name": "Bob"},
                 "phones": [{"phone": "+1 555 1", "wa_id": "15551", "type": "CELL"}, {"wa_id": "15552"}],
                 "emails": [{"email": "bob@cust.example", "type": "WORK"}],
                 "org": {"company": "Ray Ltd", "department": "Sales", "title": "Buyer"},
                 "addresses": [{"street": "Main Street 1", "city": "Berlin", "zip": "10115", "country": "Germany", "country_code": "DE", "type": "WORK"}],
                 "urls": [{"url": "https://ray.example", "type": "WORK"}],
                 "birthday": "1980-02-01"}
                """;
        assertEquals(
                "Bob Ray | +1 555 1, +15552, bob@cust.example, Ray Ltd, Sales, Buyer, Main Street"
                        + " 1, Berlin, 10115, Germany, https://ray.example, 1980-02-01",
                told(ContactCard.of(new JsonView(Json.object(card)))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':{'first_name':'Bob'}} | Bob | -",
                "{'name':{'first_name':'Bob','last_name':'Ray'},'phones':[{'wa_id':'1'}]} | Bob Ray"
                        + " | +1",
                "{'org':{'company':'Ray Ltd'}} | - | Ray Ltd",
            })
    void aCardOfWhatsAppMayHoldLittle(String card, String name, String rest) {
        JsonView given = new JsonView(Json.object(card.replace('\'', '"')));
        assertEquals(name + " | " + rest, told(ContactCard.of(given)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FN:Bob~TEL:+1 555 | Bob | +1 555",
                "FN:Bob~TEL;type=CELL;waid=15551:;~ORG:Ray Ltd;Sales | Bob | +15551, Ray Ltd,"
                        + " Sales",
                "N:Ray;Bob;;;~EMAIL:bob@cust.example | Bob Ray | bob@cust.example",
                "FN:Bob~item1.ADR;type=WORK:;;Main Street"
                    + " 1;Berlin;;10115;Germany~item1.X-ABLabel:work | Bob | Main Street 1, Berlin,"
                    + " 10115, Germany",
                "FN:Bob~item2.URL:https://ray.example/a?b=c~TITLE:Buyer | Bob |"
                        + " https://ray.example/a?b=c, Buyer",
                "FN:Bob~NOTE:ring twice\\n"
                    + "then wait\\, please~BDAY:1980-02-01 | Bob | ring twice, then wait, please,"
                    + " 1980-02-01",
                "FN:Bob~X-WA-BIZ-NAME:Ray Ltd~X-WA-BIZ-DESCRIPTION:We mend lamps | Bob | Ray Ltd,"
                        + " We mend lamps",
                "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BC=~ller~TEL:1 | Müller | 1",
                "FN:Bob~PHOTO;ENCODING=BASE64:/9j/4AAQ~ /9j/4AAQ=~UID:7~REV:1 | Bob | -",
            })
    void aVCardIsReadWhole(String lines, String name, String rest) {
        String card = "BEGIN:VCARD~VERSION:3.0~" + lines + "~END:VCARD";
        assertEquals(name + " | " + rest, told(ContactCard.of(card.replace("~", "\r\n"))));
    }
}
