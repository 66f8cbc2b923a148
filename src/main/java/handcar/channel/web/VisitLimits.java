package handcar.channel.web;

import module java.base;

import handcar.config.Config;
import handcar.config.Secret;
import handcar.db.Database;
import handcar.http.ClientAddress;
import handcar.http.RateLimiter;
import handcar.net.HmacSignatures;
import handcar.problem.Problem;

/// How many conversations strangers may begin: from an address in a day (UTC), counted in rows, by all replicas together and over
/// restarts; and from a network in a minute, beyond which each costs its browser a moment of work.
public final class VisitLimits {
    private final Database db;
    private final RateLimiter perMinute;
    private final Config.Limits limits;
    private final Secret secret;
    private final WorkChallenge challenge;

    /// @param perMinute counts the conversations of a network
    /// @param secret hides the addresses that are counted and signs challenges
    public VisitLimits(Database db, RateLimiter perMinute, Config.Limits limits, Secret secret) {
        this.db = db;
        this.perMinute = perMinute;
        this.limits = limits;
        this.secret = secret;
        this.challenge = new WorkChallenge(db, secret);
    }

    /// Counts a conversation that is about to begin; [Problem.RateLimited] when there were too many, with a challenge where work
    /// helps.
    void admit(String address, Optional<WorkChallenge.Work> work) {
        String network = ClientAddress.block(address);
        int free = limits.conversationsPerNetwork();
        Optional<Duration> wait =
                free == 0 ? Optional.empty() : perMinute.take("visits of " + network, free);
        if (wait.isPresent() && work.filter(done -> challenge.accept(done, network)).isEmpty()) {
            throw challenge.required(network, wait.get());
        }
        count(address);
    }

    /// The addresses of an IPv6 customer count as one.
    private void count(String address) {
        int most = limits.conversationsPerAddress();
        boolean counted =
                db.named("channel.count-visit")
                        .with("address", mark(ClientAddress.network(address)))
                        .with("most", most)
                        .first(row -> row.integer("conversations"))
                        .isPresent();
        if (!counted) {
            throw new Problem.RateLimited(
                    "too_many_conversations",
                    "From this address "
                            + most
                            + " conversations were begun today. Go on in one of them, or come again"
                            + " tomorrow.",
                    untilTomorrow());
        }
    }

    /// The same address gives the same text, which does not tell it.
    private String mark(String address) {
        return HmacSignatures.hex(
                secret.reveal(), ("handcar visit 1\n" + address).getBytes(StandardCharsets.UTF_8));
    }

    private static Duration untilTomorrow() {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        return Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plusDays(1));
    }
}
