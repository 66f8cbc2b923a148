package handcar.channel;

import module java.base;

import handcar.auth.SecretEncryption;
import handcar.config.EnvironmentValues;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.http.PathParams;
import handcar.jobs.NotificationBus;
import handcar.jobs.Snapshot;

/// Our accounts at the providers: those of the environment and those that staff connected. The latter are kept in memory
/// ([Snapshot]), because every webhook needs one.
public final class ChannelAccounts implements AutoCloseable {
    /// The family of notifications about changes.
    public static final String FAMILY = "channels";

    private final List<ChannelProvider> providers;
    private final List<ChannelAccount> fromEnvironment;
    private final NotificationBus notifications;
    private final Database db;
    private final ConnectedAccountStore store;
    private final Snapshot<List<ConnectedAccount>> connected;

    public ChannelAccounts(
            Database db,
            NotificationBus notifications,
            SecretEncryption encryption,
            EnvironmentValues environment,
            List<ChannelProvider> providers) {
        this.db = db;
        this.notifications = notifications;
        this.providers = List.copyOf(providers);
        this.fromEnvironment =
                providers.stream()
                        .flatMap(each -> each.fromEnvironment(environment).stream())
                        .toList();
        this.store = new ConnectedAccountStore(db, encryption);
        this.connected = new Snapshot<>(notifications, FAMILY, List.of(), store::all);
    }

    /// The account of a webhook: the environment's, or the connected one in the path when it is enabled.
    public Optional<ChannelAccount> enabled(String kind, Optional<UUID> binding) {
        return binding.isEmpty()
                ? fromEnvironment(kind)
                : find(kind, binding.get())
                        .filter(ConnectedAccount::enabled)
                        .map(ConnectedAccount::account);
    }

    /// The account that sends an answer. It is the thread's own connected account while that exists, or none while that is
    /// disabled; else another connected account of the same id; else the environment's account, unless the thread had a
    /// connected account and the environment's is known to be another one.
    public Optional<ChannelAccount> forSending(
            String kind, Optional<UUID> binding, String account) {
        Optional<ConnectedAccount> own = binding.flatMap(id -> find(kind, id));
        if (own.isPresent()) {
            return own.filter(ConnectedAccount::enabled).map(ConnectedAccount::account);
        }
        return Stream.concat(
                        enabled()
                                .filter(each -> each.kind().equals(kind))
                                .filter(each -> each.id().equals(account)),
                        fromEnvironment(kind).stream()
                                .filter(
                                        one ->
                                                binding.isEmpty()
                                                        || one.id().isEmpty()
                                                        || one.id().equals(account)))
                .findFirst();
    }

    /// Every account that is in use.
    public List<ChannelAccount> all() {
        return Stream.concat(fromEnvironment.stream(), enabled()).toList();
    }

    /// The accounts as staff see them, also those that are disabled.
    List<ConnectedAccount> listed() {
        return Stream.concat(
                        fromEnvironment.stream().map(ConnectedAccount::fromEnvironment),
                        bindings().stream().filter(each -> provider(each.kind()).isPresent()))
                .toList();
    }

    /// The account with this id in the API, disabled or not. It is read from the table and not from memory, so that whoever
    /// just changed it sees the change.
    Optional<ConnectedAccount> find(String id) {
        return fromEnvironment.stream()
                .map(ConnectedAccount::fromEnvironment)
                .filter(each -> each.id().equals(id))
                .findFirst()
                .or(() -> PathParams.findUuid(id).flatMap(uuid -> store.find(db, uuid)));
    }

    /// The account with this id in the API, disabled or not.
    public Optional<ChannelAccount> named(String id) {
        return find(id).map(ConnectedAccount::account);
    }

    public Optional<ChannelProvider> provider(String kind) {
        return providers.stream().filter(each -> each.kind().equals(kind)).findFirst();
    }

    public List<ChannelProvider> providers() {
        return providers;
    }

    /// The accounts that staff connected, also those that are disabled, the oldest first.
    List<ConnectedAccount> bindings() {
        return connected.get();
    }

    ConnectedAccountStore store() {
        return store;
    }

    /// Notifies every process of a change, once the transaction is durable.
    void changed(Tx tx, UUID binding) {
        notifications.ring(tx, FAMILY + ":" + binding);
    }

    /// Encrypts again with the current key what was encrypted with a former one; returns the number of accounts.
    public int reseal() {
        return db.tx(store::reseal);
    }

    private Optional<ChannelAccount> fromEnvironment(String kind) {
        return fromEnvironment.stream().filter(each -> each.kind().equals(kind)).findFirst();
    }

    private Stream<ChannelAccount> enabled() {
        return bindings().stream().filter(ConnectedAccount::enabled).map(ConnectedAccount::account);
    }

    private Optional<ConnectedAccount> find(String kind, UUID id) {
        return bindings().stream()
                .filter(each -> each.account().binding().equals(Optional.of(id)))
                .filter(each -> each.kind().equals(kind))
                .findFirst();
    }

    @Override
    public void close() {
        connected.close();
    }
}
