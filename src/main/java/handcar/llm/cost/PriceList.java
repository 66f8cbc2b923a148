package handcar.llm.cost;

import module java.base;

/// What models cost: the prices that staff set, and those of `prices.csv` for the rest. A model with neither has no price, which
/// is not a price of zero.
public final class PriceList {
    /// The name of the built-in model and of its provider; it costs nothing.
    public static final String BUILT_IN = "built-in";

    /// Providers append a date or `latest` to a model's name; any other ending (`gpt-4o-audio`) makes another model.
    private static final Pattern VERSION =
            Pattern.compile("-(?:\\d{4}-\\d{2}-\\d{2}|\\d{8}|latest|0)$");

    /// Models that turn speech into text, or text into speech, and are paid by other units than tokens.
    private static final Pattern SPEECH =
            Pattern.compile("(?i)whisper|transcri|speech|parakeet|tts");

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private static final List<String> FILE = file();

    /// The list that comes with this version.
    public static final Map<String, ModelPrice> TABLE = table();

    private final Supplier<List<SetPrice>> set;

    /// A price that staff set.
    ///
    /// @param model a name in which `*` stands for any characters
    public record SetPrice(ModelGlob model, ModelPrice price) {}

    /// @param set the prices that staff set, as they are at the moment
    public PriceList(Supplier<List<SetPrice>> set) {
        this.set = set;
    }

    /// The list that comes with this version and nothing else.
    public static PriceList builtIn() {
        return new PriceList(List::of);
    }

    /// When the list that comes with this version was read.
    public static LocalDate date() {
        return FILE.stream()
                .map(DATE::matcher)
                .filter(Matcher::find)
                .findFirst()
                .map(found -> LocalDate.parse(found.group()))
                .orElseThrow();
    }

    /// The price of a provider's model. Of the prices that staff set, the one with the longest name counts; it may name the
    /// provider too, as `name/model`.
    public Optional<ModelPrice> price(String provider, String model) {
        return set(provider, model).map(SetPrice::price).or(() -> listed(model));
    }

    private Optional<SetPrice> set(String provider, String model) {
        return set.get().stream()
                .filter(
                        each ->
                                each.model.matches(provider + "/" + model)
                                        || each.model.matches(model))
                .max(Comparator.comparingInt(each -> each.model.pattern().length()));
    }

    /// What a call cost in millionths of a micro-USD that a provider answered by this name; empty for a model without a price. A price that staff
    /// set counts before one of the list, also when it has only the name that was asked for; of two of theirs the one for the
    /// answer's name counts, unless its pattern is the wider one.
    OptionalLong picoUsd(String provider, String named, String asked, TokenUsage usage) {
        Optional<SetPrice> ofAsked = set(provider, asked);
        Optional<SetPrice> ofNamed =
                set(provider, named)
                        .filter(
                                it ->
                                        ofAsked.isEmpty()
                                                || !it.model.isWiderThan(ofAsked.get().model));
        Optional<ModelPrice> price =
                ofNamed.or(() -> ofAsked)
                        .map(SetPrice::price)
                        .or(() -> listed(named))
                        .or(() -> listed(asked));
        return price.isPresent()
                ? OptionalLong.of(price.get().picoUsd(usage))
                : OptionalLong.empty();
    }

    /// What a call costs in micro-USD, rounded up; empty for a model without a price.
    public OptionalLong cost(String provider, String model, TokenUsage usage) {
        Optional<ModelPrice> price = price(provider, model);
        return price.isPresent() ? OptionalLong.of(price.get().cost(usage)) : OptionalLong.empty();
    }

    private static Optional<ModelPrice> listed(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1);
        return Optional.ofNullable(TABLE.get(VERSION.matcher(name).replaceFirst("")));
    }

    /// What a call of a model without a price counts as in millionths of a micro-USD: as much as the dearest one of its kind.
    static long dearest(String model, TokenUsage usage) {
        boolean speech = SPEECH.matcher(model).find();
        // models that are paid by the second are dear for each token and have no price for output
        return TABLE.values().stream()
                .filter(each -> speech || each.output() > 0)
                .reduce(ModelPrice::max)
                .orElseThrow()
                .picoUsd(usage);
    }

    private static Map<String, ModelPrice> table() {
        return FILE.stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(",", 5))
                .collect(Collectors.toUnmodifiableMap(row -> row[0], ModelPrice::of));
    }

    private static List<String> file() {
        try (InputStream file =
                Objects.requireNonNull(PriceList.class.getResourceAsStream("prices.csv"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
