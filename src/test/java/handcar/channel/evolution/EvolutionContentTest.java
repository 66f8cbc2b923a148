package handcar.channel.evolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.Attachment;
import handcar.chat.UnansweredReason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every type of message of WhatsApp Web is read for what it holds.
final class EvolutionContentTest {
    private static InboundEvent.CustomerMessage said(String content) {
        return (InboundEvent.CustomerMessage)
                EvolutionFixture.news("messages.upsert", EvolutionFixture.data(content));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '´',
            value = {
                "{'pollCreationMessageV3':{'name':'When?','options':[{'optionName':'Mon'},{'optionName':'Tue'}]}}"
                    + " | poll: When? (Mon, Tue)",
                "{'pollCreationMessage':{'name':'When?','options':[]}} | poll: When?",
                "{'pollUpdateMessage':{'vote':{'selectedOptions':['Mon','Tue']}}} | vote in a poll:"
                        + " Mon, Tue",
                "{'pollUpdateMessage':{'vote':{'encPayload':'x'}}} | vote in a poll",
                "{'eventMessage':{'name':'Repair','startTime':'1796000000','location':{'name':'Shop'}}}"
                    + " | event: Repair, 2026-11-30 00:53 UTC, Shop",
                "{'groupInviteMessage':{'groupName':'Lamp owners','caption':'join us'}} |"
                        + " invitation to a group: Lamp owners, join us",
                "{'orderMessage':{'orderId':'881','itemCount':1,'totalAmount1000':12500,'totalCurrencyCode':'EUR'}}"
                    + " | order: 881, 1 item, 12.50 EUR",
                "{'productMessage':{'product':{'title':'Tessel','priceAmount1000':'19000','currencyCode':'EUR'}}}"
                    + " | product: Tessel, 19.00 EUR",
                "{'buttonsResponseMessage':{'selectedButtonId':'opt_returns','type':1}} | button:"
                        + " opt_returns",
                "{'templateButtonReplyMessage':{'selectedId':'b2'}} | button: b2",
                "{'listResponseMessage':{'singleSelectReply':{'selectedRowId':'row 1'}}} | choice:"
                        + " row 1",
                "{'interactiveResponseMessage':{'nativeFlowResponseMessage':{'name':'quick_reply','paramsJson':'{\\u0022id\\u0022:\\u0022yes_1\\u0022}'}}}"
                    + " | choice: yes_1",
                "{'interactiveResponseMessage':{'body':{'text':'Sent'},'nativeFlowResponseMessage':{'name':'flow','paramsJson':'not"
                    + " json'}}} | form: Sent",
                "{'albumMessage':{'expectedImageCount':3}} | album: 3 pictures",
                "{'stickerPackMessage':{'name':'Cats'}} | sticker pack: Cats",
                "{'requestPaymentMessage':{'amount1000':'5000','currencyCodeIso4217':'BRL'}} |"
                        + " request for a payment: 5.00 BRL",
                "{'placeholderMessage':{'type':'MASK_LINKED_DEVICES'}} | a message that only their"
                        + " phone can show"
            })
    void whatHoldsNoWordsIsTold(String content, String told) {
        InboundEvent.CustomerMessage said =
                said(content.replace('\'', '"').replace("\\u0022", "\\\""));
        assertEquals("[" + told + "]", said.text());
        assertEquals(Optional.of(UnansweredReason.NO_TEXT), said.details().unanswered());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '´',
            value = {
                "{'orderMessage':{'orderId':'881','itemCount':2,'message':'Are these new?'}} | Are"
                        + " these new?",
                "{'productMessage':{'product':{'title':'Tessel'},'body':'Is it blue?'}} | Is it"
                        + " blue?",
                "{'liveLocationMessage':{'degreesLatitude':1.5,'degreesLongitude':2.5,'caption':'I"
                        + " am near'}} | I am near",
                "{'audioMessage':{'ptt':true},'speechToText':'[audio] Where is it?'} | Where is"
                        + " it?",
                "{'buttonsMessage':{'contentText':'Choose'}} | Choose",
                "{'templateMessage':{'hydratedTemplate':{'hydratedContentText':'Hello'}}} | Hello",
                "{'interactiveMessage':{'body':{'text':'Hello'}}} | Hello",
                "{'interactiveResponseMessage':{'body':{'text':'Yes'},'nativeFlowResponseMessage':{'paramsJson':'{\\u0022id\\u0022:\\u00221\\u0022}'}}}"
                    + " | Yes",
                "{'viewOnceMessageV2Extension':{'message':{'conversation':'hi'}}} | hi",
                "{'deviceSentMessage':{'message':{'conversation':'hi'}}} | hi",
                "{'botInvokeMessage':{'message':{'extendedTextMessage':{'text':'hi'}}}} | hi",
                "{'envelopeOfTomorrow':{'message':{'conversation':'hi'}}} | hi"
            })
    void wordsAreWords(String content, String words) {
        InboundEvent.CustomerMessage said =
                said(content.replace('\'', '"').replace("\\u0022", "\\\""));
        assertEquals(words, said.text());
        assertEquals(Optional.empty(), said.details().unanswered());
    }

    @Test
    void whatWasFilledIntoAFormIsLines() {
        InboundEvent.CustomerMessage said =
                said(
                        """
                        {"interactiveResponseMessage":{"body":{"text":"Sent"},"nativeFlowResponseMessage":{"name":"flow",
                        "paramsJson":"{\\"flow_token\\":\\"t-1\\",\\"name\\":\\"Ann\\",\\"screen_0_Street_name_1\\":\\"Way 1\\",\\"sizes\\":[\\"S\\",\\"M\\"]}"}}}\
                        """);
        assertEquals(
                Set.of("Name: Ann", "Street name: Way 1", "Sizes: S, M"),
                Set.copyOf(said.text().lines().toList()));
        assertEquals(Optional.of(UnansweredReason.NO_TEXT), said.details().unanswered());
        assertEquals(
                Set.of("Ann", "Way 1", "S, M"),
                said.attachments().stream()
                        .flatMap(each -> each.caption().stream())
                        .collect(Collectors.toSet()));
    }

    @Test
    void aCardCarriesAllItsNumbersAndAddresses() {
        InboundEvent.CustomerMessage said =
                said(
                        """
                        {"contactsArrayMessage":{"contacts":[{"displayName":"Bob Ray","vcard":"BEGIN:VCARD\\nVERSION:3.0\\nFN:Bob Ray\\nitem1.TEL;waid=15550100622:+1 555 010 0622\\nTEL;TYPE=WORK:+49 89\\n  1234\\nEMAIL;type=INTERNET:bob@cust.example\\nEND:VCARD"},
                        {"vcard":"BEGIN:VCARD\\r\\nFN:Eve\\r\\nTEL;VALUE=uri:tel:+4670\\r\\nEND:VCARD"}]}}\
                        """);
        assertEquals(
                List.of("+1 555 010 0622, +49 89 1234, bob@cust.example", "+4670"),
                said.attachments().stream().map(each -> each.caption().orElse("")).toList());
        assertEquals(
                List.of("Bob Ray", "Eve"),
                said.attachments().stream().map(each -> each.name().orElse("")).toList());
    }

    @Test
    void theWordsInAnUnknownTypeAreRead() {
        InboundEvent.CustomerMessage said =
                said("{\"hologramMessage\":{\"caption\":\"Is it blue?\"}}");
        assertEquals("Is it blue?", said.text());
        assertEquals(Optional.empty(), said.details().unanswered());
        assertTrue(said.details().original().orElseThrow().contains("hologramMessage"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hologramMessage", "newTypeMessageV4", "richThing"})
    void anUnknownTypeIsNamedAndItsPayloadKeptWithoutSecrets(String type) {
        InboundEvent.CustomerMessage said =
                said(
                        "{\"messageContextInfo\":{},\""
                                + type
                                + "\":{\"note\":\"n-1\",\"mediaKey\":\"SECRET\"}}");
        assertTrue(
                said.text().startsWith("[sent something this channel cannot show: "), said.text());
        assertEquals(Optional.of(UnansweredReason.NO_TEXT), said.details().unanswered());
        String raw = said.details().original().orElseThrow();
        assertTrue(raw.contains("n-1") && !raw.contains("SECRET"), raw);
    }

    @ParameterizedTest
    @CsvSource({
        "2, cannot show, true",
        "CIPHERTEXT, cannot show, true",
        "40, missed call, false",
        "CALL_MISSED_VIDEO, missed video call, false"
    })
    void aPlaceholderOfTheServiceIsTold(String stub, String told, boolean somebodyWrote) {
        String data =
                EvolutionFixture.data("null")
                        .replace("\"message\":null", "\"messageStubType\":\"" + stub + "\"");
        assertTrue(
                ((InboundEvent.CustomerMessage) EvolutionFixture.news("messages.upsert", data))
                        .text()
                        .contains(told));
        assertEquals(
                somebodyWrote ? InboundEvent.Echo.class : InboundEvent.IgnoredEvent.class,
                EvolutionFixture.news(
                                "messages.upsert",
                                data.replace("\"fromMe\":false", "\"fromMe\":true"))
                        .getClass());
    }

    @Test
    void whatAMessageRefersToStandsBesideIt() {
        InboundEvent.CustomerMessage said =
                said(
                        """
                        {"extendedTextMessage":{"text":"Is it still available?","contextInfo":{
                        "externalAdReply":{"title":"Tessel lamp, 19 €","body":"Only this week","sourceUrl":"https://fb.example/ad"},
                        "quotedMessage":{"imageMessage":{"caption":"The blue one"}}}}}\
                        """);
        assertEquals("Is it still available?", said.text());
        assertEquals(
                List.of("Tessel lamp, 19 €\nOnly this week", "The blue one"),
                said.attachments().stream()
                        .filter(each -> each.type().equals("context"))
                        .map(each -> each.caption().orElse(""))
                        .toList());
    }

    @Test
    void thePicturesOfAnAlbumAreOneMessage() {
        String child =
                """
                {"messageContextInfo":{"messageAssociation":{"associationType":"MEDIA_ALBUM","parentMessageKey":{"id":"P"}}},
                "associatedChildMessage":{"message":{"imageMessage":{"mimetype":"image/jpeg","caption":"this is the broken one"}}}}\
                """;
        InboundEvent.CustomerMessage said = said(child);
        assertEquals("P", said.id());
        assertTrue(said.details().isPart());
        assertEquals("this is the broken one", said.text());
        Attachment picture = said.attachments().getFirst();
        assertEquals(Optional.of("3EB0C767D097B7F7B5E1"), picture.reference());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13130000002@bot",
                "0@s.whatsapp.net",
                "13135550002@s.whatsapp.net",
                "status@broadcast"
            })
    void nobodysMessagesAreSkipped(String jid) {
        assertEquals(
                InboundEvent.IgnoredEvent.class,
                EvolutionFixture.news(
                                "messages.upsert",
                                EvolutionFixture.data(jid, false, "{\"conversation\":\"hi\"}"))
                        .getClass());
    }
}
