package handcar.chat;

import handcar.db.Columns;
import handcar.db.Db;
import handcar.db.Ids;
import handcar.json.Json;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The rows of what comes from outside: many messages in one statement, and what becomes of them later.
final class ArrivalStore {
    List<UUID> openAll(Db tx, List<NewConversation> wanted) {
        List<UUID> ids = wanted.stream().map(_ -> Ids.next()).toList();
        tx.named("chat.open-all")
                .with("contacts", Columns.whole(wanted, _ -> Ids.next()))
                .with("conversations", Columns.whole(ids, id -> id))
                .with("channels", Columns.whole(wanted, NewConversation::channel))
                .with("accounts", Columns.whole(wanted, NewConversation::account))
                .with("external_ids", Columns.of(wanted, each -> each.contact().externalId()))
                .with("names", Columns.of(wanted, each -> each.contact().name()))
                .with("emails", Columns.of(wanted, each -> each.contact().email()))
                .with("phones", Columns.of(wanted, each -> each.contact().phone()))
                .with(
                        "attributes",
                        Columns.whole(wanted, each -> Json.text(each.contact().attributes())))
                .with("agents", Columns.of(wanted, NewConversation::agentId))
                .with("subjects", Columns.of(wanted, NewConversation::subject))
                .change();
        return ids;
    }

    /// Holds all of them until the transaction ends.
    Map<UUID, Held> hold(Db tx, String[] ids) {
        return tx.named("chat.lock-all").with("ids", ids).list(Held::of).stream()
                .collect(Collectors.toMap(Held::id, Function.identity()));
    }

    /// The messages that are new, numbered on in their conversations, which are held.
    List<Arrived> append(Db tx, List<Arrival> arrivals) {
        return tx.named("chat.arrive")
                .with("ids", Columns.whole(arrivals, _ -> Ids.next()))
                .with("conversations", Columns.whole(arrivals, Arrival::conversation))
                .with("names", Columns.whole(arrivals, Arrival::name))
                .with("contents", Columns.whole(arrivals, Arrival::content))
                .with(
                        "attachments",
                        Columns.whole(arrivals, arrival -> Json.text(arrival.attachments())))
                .list(Arrived::of);
    }

    /// The message that was changed, if it is there and was not changed later.
    Optional<UUID> edit(Db tx, UUID conversationId, String name, String content, Instant at) {
        return tx.named("chat.edit")
                .with("conversation_id", conversationId)
                .with("name", name)
                .with("content", content)
                .with("at", at)
                .first(row -> row.uuid("id"));
    }

    Optional<UUID> erase(Db tx, UUID conversationId, String name, Instant at) {
        return tx.named("chat.erase")
                .with("conversation_id", conversationId)
                .with("name", name)
                .with("at", at)
                .first(row -> row.uuid("id"));
    }

    /// Those of the contacts who have said more than is answered.
    Set<UUID> loud(Db tx, String[] contacts, Limits limits) {
        return tx
                .named("chat.loud")
                .with("contacts", contacts)
                .with("per_minute", limits.perMinute())
                .with("per_hour", limits.perHour())
                .with("most", limits.mostRead())
                .list(row -> row.uuid("contact_id"))
                .stream()
                .collect(Collectors.toSet());
    }
}
