package handcar.channel;

import handcar.account.Sealing;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.http.Paths;
import handcar.work.Bells;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Our accounts at the providers: those of the environment and those staff connected. The latter are kept in memory, where
/// every webhook looks one up, and read again when the bell `channels` says that one changed, in whichever process.
public final class Accounts implements AutoCloseable {
    /// The family of the bells that tell of a change.
    public static final String FAMILY = "channels";

    private final List<Provider> providers;
    private final List<Account> fromEnvironment;
    private final Bells bells;
    private final Database db;
    private final BindingStore store;
    private final Bells.Subscription subscription;
    private final Object lock = new Object();
    private volatile Optional<List<Binding>> known = Optional.empty();
    private long changes;

    public Accounts(Database db, Bells bells, Sealing sealing, List<Provider> providers) {
        this.db = db;
        this.bells = bells;
        this.providers = List.copyOf(providers);
        this.fromEnvironment =
                providers.stream().flatMap(each -> each.fromEnvironment().stream()).toList();
        this.store = new BindingStore(db, sealing);
        this.subscription = bells.on(FAMILY, _ -> forget());
    }

    /// Whom a webhook is for: the environment's account, or the binding in the path when it is enabled.
    public Optional<Account> atDoor(String kind, Optional<UUID> binding) {
        return binding.isEmpty() ? fromEnvironment(kind) : enabled(kind, binding.get());
    }

    /// Whose credentials carry an answer. A thread's own binding, when it still exists, or nobody while it is switched off;
    /// else another binding of the same account; else the environment's account, unless a binding was there and the
    /// environment's is known to be another account.
    public Optional<Account> forSending(String kind, Optional<UUID> binding, String account) {
        Optional<Binding> own = binding.flatMap(id -> find(kind, id));
        if (own.isPresent()) {
            return own.filter(Binding::enabled).map(Binding::asAccount);
        }
        return bindings().stream()
                .filter(each -> each.enabled() && each.kind().equals(kind))
                .filter(each -> each.account().equals(account))
                .findFirst()
                .map(Binding::asAccount)
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
    public List<Account> all() {
        return Stream.concat(
                        fromEnvironment.stream(),
                        bindings().stream().filter(Binding::enabled).map(Binding::asAccount))
                .toList();
    }

    /// The accounts that the environment describes.
    public List<Account> fromEnvironment() {
        return fromEnvironment;
    }

    /// The account that the API calls by this id, switched off or not: `env-` and a kind, or a binding's id. From the table
    /// and not from memory: who just changed it must see the change.
    public Optional<Account> named(String id) {
        return fromEnvironment.stream()
                .filter(each -> id.equals(ChannelJson.ENVIRONMENT + each.kind()))
                .findFirst()
                .or(
                        () ->
                                Paths.findUuid(id)
                                        .flatMap(uuid -> store.find(db, uuid))
                                        .map(Binding::asAccount));
    }

    /// Who speaks to which kind.
    public Optional<Provider> provider(String kind) {
        return providers.stream().filter(each -> each.kind().equals(kind)).findFirst();
    }

    /// All kinds there are.
    public List<Provider> providers() {
        return providers;
    }

    /// Those connected by staff, disabled ones too, the oldest first.
    List<Binding> bindings() {
        Optional<List<Binding>> at = known;
        if (at.isPresent()) {
            return at.get();
        }
        long before;
        synchronized (lock) {
            before = changes;
        }
        List<Binding> read = List.copyOf(store.all());
        synchronized (lock) {
            // what changed while it was read may not be in it
            if (before == changes) {
                known = Optional.of(read);
            }
        }
        return read;
    }

    BindingStore store() {
        return store;
    }

    /// Tells every process that one changed, once the transaction is durable.
    void changed(Tx tx, UUID binding) {
        bells.ring(tx, FAMILY + ":" + binding);
    }

    /// Seals with the current key what former ones sealed; how many accounts.
    public int reseal() {
        return db.tx(store::reseal);
    }

    private Optional<Account> fromEnvironment(String kind) {
        return fromEnvironment.stream().filter(each -> each.kind().equals(kind)).findFirst();
    }

    private Optional<Account> enabled(String kind, UUID id) {
        return find(kind, id).filter(Binding::enabled).map(Binding::asAccount);
    }

    private Optional<Binding> find(String kind, UUID id) {
        return bindings().stream()
                .filter(each -> each.id().equals(id) && each.kind().equals(kind))
                .findFirst();
    }

    private void forget() {
        synchronized (lock) {
            changes++;
            known = Optional.empty();
        }
    }

    @Override
    public void close() {
        subscription.stop();
    }
}
