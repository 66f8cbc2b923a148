package handcar.llm;

import module java.base;

import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.Row;
import handcar.json.JsonView;
import handcar.llm.cost.ModelGlob;
import handcar.llm.cost.ModelPrice;
import handcar.llm.cost.PriceList;
import handcar.llm.provider.ModelProvider;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// What staff set for the model gateway, some seconds old at most: providers, aliases, prices. Read when it is needed, so an idle
/// server asks nothing; while the database is away, what was read last counts.
public final class GatewaySettings implements ModelSources {
    /// How long a change made by another replica may stay unnoticed.
    private static final Duration FRESH = Duration.ofSeconds(2);

    private static final double MICRO = 1_000_000;
    private static final Logger LOG = System.getLogger(GatewaySettings.class.getName());

    private final Database db;
    private final Function<StoredProvider, ModelProvider> maker;
    private final ReentrantLock reading = new ReentrantLock();
    private final Map<StoredProvider, ModelProvider> made = new HashMap<>();
    private volatile Snapshot now = new Snapshot(List.of(), Map.of(), List.of());
    private volatile long until = System.nanoTime();
    private volatile boolean unread = true;

    /// A provider as it is stored.
    ///
    /// @param sealed its keys, encrypted, as hexadecimal digits
    /// @param models those that a bare name finds here
    public record StoredProvider(
            UUID id,
            String name,
            String wire,
            String baseUrl,
            String sealed,
            List<String> models) {}

    private record Snapshot(
            List<ModelProvider> providers,
            Map<String, List<String>> aliases,
            List<PriceList.SetPrice> prices) {}

    /// @param maker makes a provider of a row
    public GatewaySettings(Database db, Function<StoredProvider, ModelProvider> maker) {
        this.db = db;
        this.maker = maker;
    }

    @Override
    public List<ModelProvider> providers() {
        return current().providers;
    }

    @Override
    public Map<String, List<String>> aliases() {
        return current().aliases;
    }

    public List<PriceList.SetPrice> prices() {
        return current().prices;
    }

    /// Something was changed here, so that the next call needs what is stored now.
    public void changed() {
        until = System.nanoTime();
    }

    private Snapshot current() {
        if (mayRead()) {
            try {
                if (isDue()) {
                    until = System.nanoTime() + FRESH.toNanos();
                    now = read();
                }
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "gateway_settings.unread", e);
            } finally {
                unread = false;
                reading.unlock();
            }
        }
        return now;
    }

    /// The first calls after a start wait for what is stored; later ones do with what was read last while another call reads.
    private boolean mayRead() {
        if (unread) {
            reading.lock();
            return true;
        }
        return isDue() && reading.tryLock();
    }

    private boolean isDue() {
        return System.nanoTime() - until >= 0;
    }

    private Snapshot read() {
        List<StoredProvider> providers = new ArrayList<>();
        Map<String, List<String>> aliases = new LinkedHashMap<>();
        List<PriceList.SetPrice> prices = new ArrayList<>();
        db.named("llm.find-gateway-settings")
                .list(
                        row -> {
                            JsonView fields = new JsonView(row.object("fields"));
                            switch (row.text("kind")) {
                                case "provider" -> providers.add(provider(row, fields));
                                case "alias" ->
                                        aliases.put(row.text("name"), texts(fields.at("targets")));
                                default -> prices.add(price(row.text("name"), fields));
                            }
                            return row;
                        });
        made.keySet().retainAll(providers);
        return new Snapshot(
                providers.stream().map(each -> made.computeIfAbsent(each, maker)).toList(),
                Collections.unmodifiableMap(aliases),
                List.copyOf(prices));
    }

    private static StoredProvider provider(Row row, JsonView fields) {
        return new StoredProvider(
                row.uuid("id"),
                row.text("name"),
                fields.text("wire").orElse("openai"),
                fields.text("base_url").orElse(""),
                HexFormat.of().formatHex(row.bytes("secrets")),
                texts(fields.at("models")));
    }

    private static PriceList.SetPrice price(String model, JsonView fields) {
        long input = micro(fields, "input").orElse(0);
        long output = micro(fields, "output").orElse(0);
        return new PriceList.SetPrice(
                new ModelGlob(model),
                new ModelPrice(
                        input,
                        output,
                        micro(fields, "cached_input").orElse(input),
                        micro(fields, "cache_write").orElse(input),
                        micro(fields, "reasoning").orElse(output)));
    }

    private static OptionalLong micro(JsonView fields, String name) {
        return fields.at(name).value() instanceof Number usd
                ? OptionalLong.of(Math.round(usd.doubleValue() * MICRO))
                : OptionalLong.empty();
    }

    private static List<String> texts(JsonView list) {
        return list.each().flatMap(each -> each.text().stream()).toList();
    }

    /// The keys in the order in which they were given; none when they cannot be read.
    public static List<Secret> ordered(Map<String, Secret> keys) {
        return keys.entrySet().stream()
                .sorted(Comparator.comparingInt(each -> Integer.parseInt(each.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }
}
