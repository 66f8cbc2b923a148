package handcar.channel.evolution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.PersonIds;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom an event names, whatever becomes of it.
final class EvolutionPersonTest {
    /// A group's message shows its writer; a list of people shows each of them.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "messages.upsert |"
                    + " {'key':{'id':'1','remoteJid':'1@g.us','participant':'77@lid','participantAlt':'55:3@s.whatsapp.net'}}",
                "messages.upsert |"
                    + " {'key':{'id':'1','remoteJid':'1@g.us','participantPn':'55@s.whatsapp.net','participantLid':'77@lid'}}",
                "messages.upsert |"
                    + " {'key':{'id':'1','remoteJid':'status@broadcast','participant':'55@s.whatsapp.net','participantAlt':'77@lid'}}",
                "messages.upsert |"
                    + " {'key':{'id':'1','remoteJid':'77@lid','participantAlt':'55@s.whatsapp.net'},'message':{'senderKeyDistributionMessage':{}}}",
                "contacts.update | {'id':'77@lid','phoneNumber':'55@s.whatsapp.net'}",
                "lid-mapping.update | {'lid':'77@lid','pn':'55@s.whatsapp.net'}",
                "contacts.upsert | {'remoteJid':'55@s.whatsapp.net','lid':'77@lid'}",
                "group.participants.update |"
                    + " {'id':'1@g.us','participants':['x',{'id':'77@lid','phoneNumber':'55@s.whatsapp.net'}]}",
            })
    void idsOfAWriterAreAPair(String event, String data) {
        String body = EvolutionFixture.event(event, data.replace('\'', '"'));
        PersonIds ids = new PersonIds(Optional.of("77@lid"), Optional.of("55"));
        assertEquals(
                new InboundEvent.IdPair("shop", ids),
                EvolutionFixture.all(EvolutionFixture.request(body)).getFirst());
    }

    /// What we sent names us as its writer; and who writes in a chat is the other side of it.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'key':{'id':'1','fromMe':true,'remoteJid':'1@g.us','participant':'77@lid','participantAlt':'55@s.whatsapp.net'}}",
                "{'key':{'id':'1','fromMe':true,'remoteJid':'77@lid','participant':'55@s.whatsapp.net'}}",
                "{'key':{'id':'1','remoteJid':'77@lid','participant':'78@lid','participantAlt':'55@s.whatsapp.net'}}",
            })
    void idsOfTwoPeopleAreNoPair(String data) {
        String body = EvolutionFixture.event("messages.upsert", data.replace('\'', '"'));
        assertEquals(1, EvolutionFixture.all(EvolutionFixture.request(body)).size());
    }

    @Test
    void severalMessagesMayBeDeletedAtOnce() {
        String keys =
                "{\"keys\":[{\"id\":\"1\",\"remoteJid\":\"55@s.whatsapp.net\"},"
                        + "{\"id\":\"2\",\"remoteJid\":\"55@s.whatsapp.net\"}]}";
        assertEquals(
                List.of("1", "2"),
                EvolutionFixture.all(
                                EvolutionFixture.request(
                                        EvolutionFixture.event("messages.delete", keys)))
                        .stream()
                        .map(InboundEvent.MessageDeletion.class::cast)
                        .map(InboundEvent.MessageDeletion::id)
                        .toList());
    }

    @Test
    void anOperatorsReactionIsAWordOfStaff() {
        String reaction = "{\"reactionMessage\":{\"key\":{\"id\":\"3EB1\"},\"text\":\"👍\"}}";
        InboundEvent.Echo echo =
                (InboundEvent.Echo)
                        EvolutionFixture.news(
                                "messages.upsert",
                                EvolutionFixture.data("55@s.whatsapp.net", true, reaction));
        assertEquals("55 👍", echo.thread() + " " + echo.text());
    }
}
