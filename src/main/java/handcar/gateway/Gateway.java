package handcar.gateway;

import handcar.config.Config;
import handcar.http.RateLimit;
import handcar.net.Outgoing;
import handcar.net.Retries;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The models as programs reach them.
public final class Gateway {
    /// A program retries by itself, so a provider that wants to be left alone longer is rather passed over or told of.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Switchboard switchboard;
    private final Catalogue catalogue;
    private final Allowance allowance;
    private final Turnstile turnstile = new Turnstile();

    public Gateway(
            Config.Models config,
            Config.Resilience resilience,
            Outgoing out,
            Quoting quoting,
            RateLimit limit,
            Spending spending,
            Ledger ledger) {
        this.catalogue = new Catalogue(config);
        this.allowance = new Allowance(limit, spending);
        this.switchboard =
                new Switchboard(
                        carriers(config, resilience, out, quoting),
                        catalogue,
                        ledger.and(spending::made));
    }

    private static List<Carrier> carriers(
            Config.Models config, Config.Resilience resilience, Outgoing out, Quoting quoting) {
        Duration longest =
                resilience.retryMax().compareTo(LONGEST_WAIT) < 0
                        ? resilience.retryMax()
                        : LONGEST_WAIT;
        Retries full = new Retries(resilience.retryAttempts(), resilience.retryInitial(), longest);
        List<Carrier> carriers = new ArrayList<>();
        config.openAiKey()
                .ifPresent(
                        key -> carriers.add(new OpenAiCarrier(config, key, out, full, Wired.SOON)));
        config.anthropicKey()
                .ifPresent(key -> carriers.add(new AnthropicCarrier(config, key, out)));
        carriers.add(new BuiltInCarrier(quoting));
        return carriers;
    }

    /// Takes one request of the key's, or refuses it.
    void require(KeyHolder by) {
        allowance.require(by);
    }

    /// Lets it in, or refuses it when too much is under way.
    Turnstile.Pass enter(Asked asked) {
        return turnstile.enter(asked.json().bytes().length);
    }

    Switchboard.Connected<Whole> whole(Asked asked) {
        return switchboard.whole(asked);
    }

    Switchboard.Connected<Passage> stream(Asked asked) {
        return switchboard.stream(asked);
    }

    List<Map<String, Object>> models() {
        return catalogue.models();
    }
}
