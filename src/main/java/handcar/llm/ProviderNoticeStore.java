package handcar.llm;

import module java.base;

import handcar.db.Db;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Tells other programs, by the event `provider.key_refused`, that a provider refuses a key: once in an hour for each provider,
/// whichever replica finds out.
public final class ProviderNoticeStore {
    private static final Logger LOG = System.getLogger(ProviderNoticeStore.class.getName());

    private final Db db;

    public ProviderNoticeStore(Db db) {
        this.db = db;
    }

    /// A key was refused. The call that found out goes on with another key or provider, also while the database is away.
    public void keyRefused(String provider) {
        try {
            db.named("llm.tell-key-refused").with("provider", provider).list(row -> row);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "provider.notice_lost provider=" + provider, e);
        }
    }
}
