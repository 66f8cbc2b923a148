package handcar.channel;

import module java.base;

import handcar.auth.SecretEncryption;
import handcar.config.EnvironmentValues;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.http.PathParams;
import handcar.jobs.NotificationBus;
import handcar.jobs.Snapshot;

/// Our accounts at the providers: those of the environment and those staff connected. The latter are kept in memory, where
/// every webhook looks one up ([Snapshot]).
public final class ChannelAccounts implements AutoCloseable {
    /// The family of the notifications that tell of a change.
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

    /// Whom a webhook is for: the environment's account, or the binding in the path when it is enabled.
    public Optional<ChannelAccount> atDoor(String kind, Optional<UUID> binding) {
        return binding.isEmpty() ? fromEnvironment(kind) : enabled(kind, binding.get());
    }

    /// Whose credentials carry an answer. A thread's own binding, when it still exists, or nobody while it is switched off;
    /// else another binding of the same account; else the environment's account, unless a binding was there and the
    /// environment's is known to be another account.
    public Optional<ChannelAccount> forSending(
            String kind, Optional<UUID> binding, String account) {
        Optional<ConnectedAccount> own = binding.flatMap(id -> find(kind, id));
        if (own.isPresent()) {
            return own.filter(ConnectedAccount::enabled).map(ConnectedAccount::asAccount);
        }
        return bindings().stream()
                .filter(each -> each.enabled() && each.kind().equals(kind))
                .filter(each -> each.account().equals(account))
                .findFirst()
                .map(ConnectedAccount::asAccount)
                .or(
                        () ->
                                fromEnvironment(kind)
                                        .filter(
                                                one ->
                                                        binding.isEmpty()
                                                                || one.id().isEmpty()
                                                                || one.id().equals(account)));
    }

    /// Every account that is in use.
    public List<ChannelAccount> all() {
        return Stream.concat(
                        fromEnvironment.stream(),
                        bindings().stream()
                                .filter(ConnectedAccount::enabled)
                                .map(ConnectedAccount::asAccount))
                .toList();
    }

    /// The accounts that the environment describes.
    public List<ChannelAccount> fromEnvironment() {
        return fromEnvironment;
    }

    /// The account that the API calls by this id, switched off or not: `env-` and a kind, or a binding's id. From the table
    /// and not from memory: who just changed it must see the change.
    public Optional<ChannelAccount> named(String id) {
        return fromEnvironment.stream()
                .filter(each -> id.equals(ChannelJson.ENVIRONMENT + each.kind()))
                .findFirst()
                .or(
                        () ->
                                PathParams.findUuid(id)
                                        .flatMap(uuid -> store.find(db, uuid))
                                        .map(ConnectedAccount::asAccount));
    }

    /// Who speaks to which kind.
    public Optional<ChannelProvider> provider(String kind) {
        return providers.stream().filter(each -> each.kind().equals(kind)).findFirst();
    }

    /// All kinds there are.
    public List<ChannelProvider> providers() {
        return providers;
    }

    /// Those connected by staff, disabled ones too, the oldest first.
    List<ConnectedAccount> bindings() {
        return connected.get();
    }

    ConnectedAccountStore store() {
        return store;
    }

    /// Tells every process that one changed, once the transaction is durable.
    void changed(Tx tx, UUID binding) {
        notifications.ring(tx, FAMILY + ":" + binding);
    }

    /// Seals with the current key what former ones sealed; how many accounts.
    public int reseal() {
        return db.tx(store::reseal);
    }

    private Optional<ChannelAccount> fromEnvironment(String kind) {
        return fromEnvironment.stream().filter(each -> each.kind().equals(kind)).findFirst();
    }

    private Optional<ChannelAccount> enabled(String kind, UUID id) {
        return find(kind, id).filter(ConnectedAccount::enabled).map(ConnectedAccount::asAccount);
    }

    private Optional<ConnectedAccount> find(String kind, UUID id) {
        return bindings().stream()
                .filter(each -> each.id().equals(id) && each.kind().equals(kind))
                .findFirst();
    }

    @Override
    public void close() {
        connected.close();
    }
}
