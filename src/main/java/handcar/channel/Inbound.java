package handcar.channel;

import handcar.account.Audit;
import handcar.account.Door;
import handcar.chat.Colleagues;
import handcar.chat.Conversations;
import handcar.db.Database;
import handcar.http.RateLimit;
import handcar.work.Jobs;

import io.helidon.webserver.http.HttpService;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The way in, put together: from a provider's request to messages in conversations.
public final class Inbound {
    private final Inflow inflow;
    private final Doors doors;
    private final EventRoutes events;

    /// How much is answered, and when.
    ///
    /// @param perAccount beyond this many messages of one account in a minute they are only kept
    /// @param window how long a customer has time to say more before they are answered
    public record Pace(RateLimit perAccount, Duration window) {}

    /// @param departures what left, to tell our own echoes from people's
    /// @param counted told the channel and the type of every piece of news
    /// @param publicUrl where providers reach us, as they sign it
    public Inbound(
            Database db,
            Jobs jobs,
            Accounts accounts,
            Conversations conversations,
            Departures departures,
            Pace pace,
            BiConsumer<String, String> counted,
            Door door,
            Audit audit,
            Optional<String> publicUrl) {
        EventStore store = new EventStore(db);
        Threads threads =
                new Threads(
                        conversations,
                        (tx, first) ->
                                accounts.provider(first.key().channel())
                                        .flatMap(
                                                known ->
                                                        known.channel()
                                                                .introduce(
                                                                        first.account(),
                                                                        first.said()))
                                        .ifPresent(job -> jobs.enqueue(tx, job)));
        Colleagues colleagues = new Colleagues(conversations, jobs, audit);
        Reception reception =
                new Reception(
                        conversations,
                        threads,
                        new Elsewhere(conversations, colleagues, threads, departures),
                        new EarlyNews(conversations),
                        pace);
        this.inflow = new Inflow(db, jobs, store, reception, counted);
        this.doors = new Doors(accounts, inflow, publicUrl);
        this.events =
                new EventRoutes(door, store, new Replay(db, accounts, store, reception, audit));
    }

    /// For news that come by no webhook.
    public Inflow inflow() {
        return inflow;
    }

    /// The providers' doors and the staff's view of what came through them.
    public List<HttpService> routes() {
        return List.of(doors, events);
    }

    /// Says which doors are closed for want of a secret.
    public void tell() {
        doors.tell();
    }
}
