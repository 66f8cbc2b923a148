package handcar.audit;

/// Somebody who may act and stands in the audit log for it.
public interface Principal {
    Actor actor();
}
