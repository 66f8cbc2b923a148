package handcar.channel.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.chat.UnansweredReason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every type of message of Telegram is read for what it holds.
final class TelegramContentTest {
    private static InboundEvent.CustomerMessage said(String fields) {
        return TelegramFixture.said(fields.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '´',
            value = {
                "'poll':{'id':'1','question':'Which"
                    + " day?','options':[{'text':'Mon'},{'text':'Tue'}]} | poll: Which day? (Mon,"
                    + " Tue)",
                "'checklist':{'title':'My"
                    + " problems','tasks':[{'id':1,'text':'lamp','completion_date':5},{'id':2,'text':'refund?'}]}"
                    + " | checklist: My problems (✓ lamp, refund?)",
                "'dice':{'emoji':'🎲','value':4} | 🎲: 4",
                "'story':{'chat':{'id':1,'type':'channel','username':'shop'},'id':7} | story:"
                        + " https://t.me/shop/s/7",
                "'story':{'chat':{'id':1},'id':7} | story",
                "'paid_media':{'star_count':5,'paid_media':[{'type':'preview'}]} | paid media: 5"
                        + " stars",
                "'giveaway':{'winner_count':2,'prize_description':'A lamp'} | giveaway: A lamp, 2"
                        + " winners",
                "'users_shared':{'request_id':1,'users':[{'user_id':5,'first_name':'Bob','username':'bob'}]}"
                    + " | shared people: Bob, @bob",
                "'game':{'title':'Snake'} | game: Snake"
            })
    void whatHoldsNoWordsIsTold(String fields, String told) {
        InboundEvent.CustomerMessage said = said(fields);
        assertEquals("[" + told + "]", said.text());
        assertEquals(Optional.of(UnansweredReason.NO_TEXT), said.details().unanswered());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '´',
            value = {
                "'successful_payment':{'currency':'EUR','total_amount':1990,'invoice_payload':'inv-1','order_info':{'name':'Ann'}}"
                    + " | payment: 19.90 EUR, inv-1, Ann",
                "'successful_payment':{'currency':'JPY','total_amount':1990,'invoice_payload':'i'}"
                        + " | payment: 1990 JPY, i",
                "'refunded_payment':{'currency':'XTR','total_amount':5} | refund: 5 stars"
            })
    void aPaymentIsToldAndNeedsNoAnswer(String fields, String told) {
        InboundEvent.CustomerMessage said = said(fields);
        assertEquals("[" + told + "]", said.text());
        assertEquals(Optional.of(UnansweredReason.AUTOMATIC), said.details().unanswered());
    }

    @ParameterizedTest
    @ValueSource(strings = {"'hologram':{'x':'n-1'}", "'passport_data':{'data':[],'note':'n-1'}"})
    void anUnknownTypeIsNamedAndItsPayloadKept(String fields) {
        InboundEvent.CustomerMessage said = said(fields);
        assertTrue(
                said.text().startsWith("[sent something this channel cannot show: "), said.text());
        assertTrue(said.details().original().orElseThrow().contains("n-1"));
    }

    @Test
    void theAddressBehindALinkStandsBesideItsWords() {
        assertEquals(
                "I mean 👍 this lamp (https://shop.example/tessel), or that (https://b.example)",
                said("""
                'text':'I mean 👍 this lamp, or that','entities':[
                {'type':'bold','offset':0,'length':1},
                {'type':'text_link','offset':24,'length':4,'url':'https://b.example'},
                {'type':'text_link','offset':10,'length':9,'url':'https://shop.example/tessel'},
                {'type':'text_link','offset':90,'length':9,'url':'https://c.example'}]\
                """)
                        .text());
        assertEquals(
                "see https://a.example",
                said("""
                'caption':'see https://a.example','photo':[{'file_id':'p'}],'caption_entities':[
                {'type':'text_link','offset':4,'length':17,'url':'https://a.example'}]\
                """)
                        .text());
    }

    @Test
    void whatAMessageRefersToStandsBesideIt() {
        assertEquals(
                List.of("Shop news", "Tessel lamp, 19 €"),
                context(
                        """
                        'text':'This one?','reply_to_message':{'message_id':4,'text':'Tessel lamp, 19 €'},'quote':{'text':'Tessel'},
                        'forward_origin':{'type':'channel','chat':{'title':'Shop news'}}\
                        """));
        assertEquals(
                List.of("only this"),
                context("'text':'?','external_reply':{'photo':{}},'quote':{'text':'only this'}"));
        assertEquals(List.of("[photo]"), context("'text':'?','reply_to_message':{'photo':[]}"));
        assertEquals(List.of("story"), context("'text':'?','reply_to_story':{'id':1}"));
    }

    @Test
    void aCommandIsReadWithoutTheNameOfTheBot() {
        assertEquals("/stop", said("'text':'/stop@shop_bot'").text());
        assertEquals("/help", said("'text':'/help@shop_bot'").text());
        assertEquals("see /help@shop_bot", said("'text':'see /help@shop_bot'").text());
    }

    private static List<String> context(String fields) {
        return said(fields).attachments().stream()
                .filter(each -> each.type().equals("context"))
                .map(each -> each.caption().orElse(""))
                .toList();
    }

    @Test
    void whatAnAppSendsIsReadAsAForm() {
        assertEquals(
                Set.of("Size: M", "Gift: yes"),
                Set.copyOf(
                        said("'web_app_data':{'button_text':'Order','data':'{\\'size\\':\\'M\\',\\'gift\\':true}'}")
                                .text()
                                .lines()
                                .toList()));
        assertEquals("plain", said("'web_app_data':{'data':'plain'}").text());
    }

    @Test
    void theFilesOfAnAlbumAreOneMessage() {
        InboundEvent.CustomerMessage said =
                said("'media_group_id':'77','photo':[{'file_id':'p'}],'caption':'all of them'");
        assertEquals("1111111:album:77", said.id());
        assertTrue(said.details().isPart());
    }

    @Test
    void aCardCarriesAllItsNumbers() {
        assertEquals(
                Optional.of("+49891234, +4670, bob@cust.example"),
                said("'contact':{'phone_number':'+49891234','first_name':'Bob','vcard':'BEGIN:VCARD\\n"
                         + "TEL:+49 89 1234\\n"
                         + "TEL:+4670\\n"
                         + "EMAIL:bob@cust.example\\n"
                         + "END:VCARD'}")
                        .attachments()
                        .getFirst()
                        .caption());
    }

    @Test
    void aPlaceThatMovesIsAnEdit() {
        InboundEvent.MessageEdit edit =
                (InboundEvent.MessageEdit)
                        TelegramFixture.news(
                                TelegramFixture.update(
                                        "edited_message",
                                        "\"type\":\"private\"",
                                        "\"edit_date\":1795255260,\"location\":{\"latitude\":52.2,\"longitude\":13,\"live_period\":900}"));
        assertEquals("", edit.content().text());
        assertEquals(
                Optional.of("geo:52.2,13"), edit.content().attachments().getFirst().reference());
    }

    @Test
    void aPressOnAButtonIsItsWords() {
        String press =
                """
                {"update_id":7,"callback_query":{"id":"9","from":{"id":1111111,"is_bot":false,"first_name":"Ann"},"data":"%s",
                "message":{"message_id":3,"date":1,"chat":{"id":1111111,"type":"private"},"from":{"id":1,"is_bot":true},"text":"Which?",
                "reply_markup":{"inline_keyboard":[[{"text":"The blue one","callback_data":"b1"}]]}}}}\
                """;
        InboundEvent.CustomerMessage known =
                (InboundEvent.CustomerMessage) TelegramFixture.news(press.formatted("b1"));
        assertEquals("The blue one", known.text());
        assertEquals("1111111", known.thread());
        assertEquals(Optional.of("Which?"), known.attachments().getFirst().caption());
        assertEquals(
                "[button: b7]",
                ((InboundEvent.CustomerMessage) TelegramFixture.news(press.formatted("b7")))
                        .text());
    }

    @ParameterizedTest
    @CsvSource({"member, kicked, blocked", "kicked, member, again"})
    void staffAreToldThatTheBotIsBlocked(String before, String now, String word) {
        InboundEvent.StaffNotice notice =
                (InboundEvent.StaffNotice)
                        TelegramFixture.news(
                                """
                                {"update_id":7,"my_chat_member":{"chat":{"id":1111111,"type":"private"},"date":1795255200,
                                "from":{"id":1111111,"first_name":"Ann"},"old_chat_member":{"status":"%s"},"new_chat_member":{"status":"%s"}}}\
                                """
                                        .formatted(before, now));
        assertTrue(notice.notice().contains(word), notice.notice());
        assertEquals("1111111", notice.thread());
    }

    @Test
    void wordsBesideAGiftAreTheCustomers() {
        InboundEvent.CustomerMessage said =
                TelegramFixture.said("\"gift\":{\"gift\":{},\"text\":\"For your help!\"}");
        assertEquals("For your help!", said.text());
        assertEquals(Optional.empty(), said.details().unanswered());
    }

    @Test
    void aChatWhoseNumberIsTooLargeIsNobodyElses() {
        String body =
                TelegramFixture.message("\"text\":\"Hello\"")
                        .replaceAll("(\"chat\":\\{\"id\":)\\d+", "$1" + "1".repeat(31));
        assertEquals(
                new InboundEvent.IgnoredEvent("message.incomplete"), TelegramFixture.news(body));
    }
}
