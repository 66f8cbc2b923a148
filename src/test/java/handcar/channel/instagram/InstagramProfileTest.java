package handcar.channel.instagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import handcar.channel.meta.TestOutgoing;
import handcar.fakes.FakeServer;
import handcar.fakes.Reply;
import handcar.json.JsonView;
import handcar.net.Answer;
import handcar.net.Outcome;
import handcar.net.Outgoing;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the profile job makes of Instagram's answers; that a name reaches the contact is shown by the round trips.
final class InstagramProfileTest {
    private final FakeServer graph = new FakeServer(Reply.json(200, Map.of("name", "Sheena")));
    private final Outgoing outgoing = TestOutgoing.open();
    private final InstagramChannel channel = new InstagramChannel(graph.baseUrl(), outgoing);

    @AfterEach
    void close() {
        outgoing.close();
        graph.close();
    }

    private handcar.work.Outcome judged(Reply reply) {
        graph.usual(reply);
        Outcome<Answer> outcome = channel.profile(Direct.CUSTOMER, Direct.account()).orElseThrow();
        return InstagramProfile.judged(outcome, _ -> {});
    }

    @Test
    void aCustomersNameAndPictureAreAskedForUnderTheirId() {
        List<JsonView> told = new ArrayList<>();
        graph.usual(
                Reply.json(
                        200,
                        Map.of(
                                "name",
                                "Sheena Nelson",
                                "username",
                                "sheena",
                                "profile_pic",
                                "https://scontent.example/t51.2885-15/p.jpg",
                                "id",
                                Direct.CUSTOMER)));
        assertInstanceOf(
                handcar.work.Outcome.Done.class,
                InstagramProfile.judged(
                        channel.profile(Direct.CUSTOMER, Direct.account()).orElseThrow(),
                        told::add));
        assertEquals(
                "/" + Direct.CUSTOMER + "?fields=name,username,profile_pic",
                graph.lastRequest().path());
        assertEquals("Bearer IGAA", graph.lastRequest().header("authorization"));
        assertEquals(Optional.of("sheena"), told.getFirst().text("username"));
    }

    @Test
    void aBusyInstagramIsAskedAgainLater() {
        assertInstanceOf(handcar.work.Outcome.TryLater.class, judged(Reply.json(500, Map.of())));
        assertInstanceOf(handcar.work.Outcome.TryLater.class, judged(Reply.hangUp()));
    }

    @Test
    void somebodyWhoIsNotShownStaysWithoutAName() {
        assertInstanceOf(
                handcar.work.Outcome.Done.class,
                judged(Reply.json(400, Map.of("error", Map.of("code", 100)))));
    }

    @Test
    void nobodyIsAskedWithoutATokenOrForAnOddName() {
        assertEquals(Optional.empty(), channel.profile(Direct.CUSTOMER, Direct.account(Map.of())));
        assertEquals(Optional.empty(), channel.profile("../me", Direct.account()));
    }
}
