package handcar.channel.instagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import module java.base;

import handcar.channel.meta.TestHttpClient;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.jobs.JobResult;
import handcar.json.JsonView;
import handcar.net.CallResult;
import handcar.net.HttpClient;
import handcar.net.Response;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the profile job makes of Instagram's answers; that a name reaches the contact is shown by the round trips.
final class InstagramProfileJobTest {
    private final FakeServer graph = new FakeServer(FakeReply.json(200, Map.of("name", "Sheena")));
    private final HttpClient httpClient = TestHttpClient.open();
    private final InstagramSender channel = new InstagramSender(graph.baseUrl(), httpClient);

    @AfterEach
    void close() {
        httpClient.close();
        graph.close();
    }

    private JobResult result(FakeReply reply) {
        graph.usual(reply);
        CallResult<Response> outcome =
                channel.profile(InstagramFixture.CUSTOMER, InstagramFixture.account())
                        .orElseThrow();
        return InstagramProfileJob.result(outcome, _ -> {});
    }

    @Test
    void aCustomersNameAndPictureAreAskedForUnderTheirId() {
        List<JsonView> told = new ArrayList<>();
        graph.usual(
                FakeReply.json(
                        200,
                        Map.of(
                                "name",
                                "Sheena Nelson",
                                "username",
                                "sheena",
                                "profile_pic",
                                "https://scontent.example/t51.2885-15/p.jpg",
                                "id",
                                InstagramFixture.CUSTOMER)));
        assertInstanceOf(
                JobResult.Done.class,
                InstagramProfileJob.result(
                        channel.profile(InstagramFixture.CUSTOMER, InstagramFixture.account())
                                .orElseThrow(),
                        told::add));
        assertEquals(
                "/" + InstagramFixture.CUSTOMER + "?fields=name,username,profile_pic",
                graph.lastRequest().path());
        assertEquals("Bearer IGAA", graph.lastRequest().header("authorization"));
        assertEquals(Optional.of("sheena"), told.getFirst().text("username"));
    }

    @Test
    void aBusyInstagramIsAskedAgainLater() {
        assertInstanceOf(JobResult.TryLater.class, result(FakeReply.json(500, Map.of())));
        assertInstanceOf(JobResult.TryLater.class, result(FakeReply.hangUp()));
    }

    @Test
    void somebodyWhoIsNotShownStaysWithoutAName() {
        assertInstanceOf(
                JobResult.Done.class,
                result(FakeReply.json(400, Map.of("error", Map.of("code", 100)))));
    }

    @Test
    void nobodyIsAskedWithoutATokenOrForAnOddName() {
        assertEquals(
                Optional.empty(),
                channel.profile(InstagramFixture.CUSTOMER, InstagramFixture.account(Map.of())));
        assertEquals(Optional.empty(), channel.profile("../me", InstagramFixture.account()));
    }
}
