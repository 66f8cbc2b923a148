package handcar.channel;

import module java.base;

import handcar.channel.AccountHealthStore.Way;
import handcar.db.Db;

import org.jspecify.annotations.Nullable;

/// How one account does: its last event, its last sent message, and since when something fails.
///
/// @param name as staff call it
/// @param states of sending, fetching and the connection, as far as they were tried
public record AccountHealth(
        ConnectedAccount account, String name, AccountActivity activity, List<State> states) {
    /// So many failures in a row are trouble of the account, and staff are told.
    private static final int MOST_FAILURES = 3;

    /// @param failures in a row
    record State(
            String channel,
            String account,
            Way way,
            Optional<Instant> succeededAt,
            long failures,
            Optional<Instant> failingSince,
            Optional<String> error) {
        boolean isFailing() {
            return failures >= MOST_FAILURES;
        }

        private boolean isOf(ChannelAccount one) {
            return one.kind().equals(channel) && (one.id().isEmpty() || one.id().equals(account));
        }
    }

    /// The accounts that are in use.
    public static List<AccountHealth> all(ChannelAccounts accounts, Db db) {
        List<State> states = AccountHealthStore.all(db);
        Map<String, AccountActivity> activity = AccountActivity.all(db);
        return accounts.listed().stream()
                .filter(ConnectedAccount::enabled)
                .map(
                        each ->
                                new AccountHealth(
                                        each,
                                        name(each, accounts),
                                        AccountActivity.of(each.account(), activity),
                                        states.stream()
                                                .filter(state -> state.isOf(each.account()))
                                                .toList()))
                .toList();
    }

    /// An account of the environment is called by its provider.
    private static String name(ConnectedAccount account, ChannelAccounts accounts) {
        return account.account().binding().isPresent()
                ? account.name()
                : accounts.provider(account.kind())
                        .map(provider -> provider.schema().title())
                        .orElse(account.name());
    }

    /// Whether staff have to do something.
    public boolean isFailing() {
        return failing().isPresent();
    }

    /// What fails longest.
    private Optional<State> failing() {
        return states.stream()
                .filter(State::isFailing)
                .min(Comparator.comparing(state -> state.failingSince().orElse(Instant.MAX)));
    }

    /// As staff read it; without secrets.
    public Map<String, Object> json() {
        Optional<State> failing = failing();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", account.id());
        json.put("kind", account.kind());
        json.put("account", account.account().id());
        json.put("name", name);
        json.put("status", failing.isPresent() ? "failing" : "ok");
        json.put("last_event_at", text(activity.lastEvent()));
        json.put(
                "last_sent_at",
                text(
                        states.stream()
                                .filter(state -> state.way() == Way.SENDING)
                                .flatMap(state -> state.succeededAt().stream())
                                .max(Comparator.naturalOrder())));
        json.put("failing", failing.map(state -> state.way().wire()).orElse(null));
        json.put("failing_since", text(failing.flatMap(State::failingSince)));
        json.put("failures", failing.map(State::failures).orElse(0L));
        json.put("error", failing.flatMap(State::error).orElse(null));
        json.put("advice", failing.map(state -> advice(state.way())).orElse(null));
        return json;
    }

    private static String advice(Way way) {
        return switch (way) {
            case SENDING ->
                    "Open Channels and verify the account; it tells what the provider refuses. What"
                            + " was not sent waits under Deliveries.";
            case FETCHING ->
                    "Open Channels and verify the account: check the server's name, the user and"
                            + " the password of the mailbox.";
            case CONNECTION -> "Open Channels and link the phone again.";
        };
    }

    private static @Nullable String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }
}
