package handcar.channel.inbound;

import module java.base;

import handcar.channel.InboundEvent.IdPair;
import handcar.channel.PersonIds;
import handcar.channel.inbound.ThreadMap.ThreadMessage;
import handcar.db.ColumnArrays;
import handcar.db.Row;
import handcar.db.Statement;
import handcar.db.Tx;

/// The rows of `id_pairs`: ids that a provider showed together before either was known here.
final class IdPairStore {
    private IdPairStore() {}

    /// A pair at one of our accounts.
    private record Pair(String channel, String account, String lasting, String number) {
        static Pair of(Row row) {
            return new Pair(
                    row.text("channel"),
                    row.text("account"),
                    row.text("lasting"),
                    row.text("number"));
        }

        static Stream<Pair> of(ReceivedWebhook webhook) {
            return webhook.events().stream()
                    .filter(IdPair.class::isInstance)
                    .map(IdPair.class::cast)
                    .filter(shown -> shown.ids().isPair())
                    .map(
                            shown ->
                                    new Pair(
                                            webhook.account().kind(),
                                            shown.account(),
                                            shown.ids().lasting().orElseThrow(),
                                            shown.ids().number().orElseThrow()));
        }

        PersonIds ids() {
            return new PersonIds(Optional.of(lasting), Optional.of(number));
        }
    }

    /// Remembers the pairs that are new. Whoever begins a thread by one of two ids at this moment has begun it afterwards, or
    /// knows the pair.
    static void remember(Tx tx, List<ReceivedWebhook> webhooks) {
        List<Pair> shown = webhooks.stream().flatMap(Pair::of).distinct().toList();
        if (shown.isEmpty()) {
            return;
        }
        List<Pair> unknown = named(tx, "channel.unknown-pairs", shown).list(Pair::of);
        if (!unknown.isEmpty()) {
            tx.named("channel.lock-pairs").list(_ -> true);
            named(tx, "channel.remember-pairs", unknown).change();
        }
    }

    private static Statement named(Tx tx, String statement, List<Pair> pairs) {
        return tx.named(statement)
                .with("channels", ColumnArrays.whole(pairs, Pair::channel))
                .with("accounts", ColumnArrays.whole(pairs, Pair::account))
                .with("lasting", ColumnArrays.whole(pairs, Pair::lasting))
                .with("numbers", ColumnArrays.whole(pairs, Pair::number));
    }

    /// Each of the messages, with both ids of its person as far as they are remembered. Until the end of the transaction no more
    /// are.
    static Map<ThreadMessage, ThreadMessage> completed(Tx tx, List<ThreadMessage> messages) {
        Map<ThreadMap.Key, PersonIds> pairs = new HashMap<>();
        List<ThreadMap.Key> single =
                messages.stream()
                        .filter(each -> !each.with().ids().isPair())
                        .map(ThreadMessage::key)
                        .distinct()
                        .toList();
        if (!single.isEmpty()) {
            tx.named("channel.keep-pairs").list(_ -> true);
            ThreadStore.keyed(tx.named("channel.pairs"), single)
                    .list(Pair::of)
                    .forEach(
                            pair ->
                                    pair.ids()
                                            .all()
                                            .forEach(
                                                    id ->
                                                            pairs.put(
                                                                    new ThreadMap.Key(
                                                                            pair.channel(),
                                                                            pair.account(),
                                                                            id),
                                                                    pair.ids())));
        }
        Map<ThreadMessage, ThreadMessage> completed = new LinkedHashMap<>();
        messages.forEach(
                each -> {
                    PersonIds known = each.with().ids();
                    PersonIds ids = known.isPair() ? known : pairs.getOrDefault(each.key(), known);
                    completed.put(each, each.as(each.with().id(), each.key().thread(), ids));
                });
        return completed;
    }
}
