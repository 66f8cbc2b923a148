package handcar.chat;

import handcar.db.ColumnArrays;
import handcar.db.Db;
import handcar.db.UuidV7;
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
        List<UUID> ids = wanted.stream().map(_ -> UuidV7.next()).toList();
        tx.named("chat.open-all")
                .with("contacts", ColumnArrays.whole(wanted, _ -> UuidV7.next()))
                .with("conversations", ColumnArrays.whole(ids, id -> id))
                .with("channels", ColumnArrays.whole(wanted, NewConversation::channel))
                .with("accounts", ColumnArrays.whole(wanted, NewConversation::account))
                .with("external_ids", ColumnArrays.of(wanted, each -> each.contact().externalId()))
                .with("names", ColumnArrays.of(wanted, each -> each.contact().name()))
                .with("emails", ColumnArrays.of(wanted, each -> each.contact().email()))
                .with("phones", ColumnArrays.of(wanted, each -> each.contact().phone()))
                .with(
                        "attributes",
                        ColumnArrays.whole(wanted, each -> Json.text(each.contact().attributes())))
                .with("agents", ColumnArrays.of(wanted, NewConversation::agentId))
                .with("subjects", ColumnArrays.of(wanted, NewConversation::subject))
                .change();
        return ids;
    }

    /// Holds all of them until the transaction ends.
    Map<UUID, LockedConversation> hold(Db tx, String[] ids) {
        return tx.named("chat.lock-all").with("ids", ids).list(LockedConversation::of).stream()
                .collect(Collectors.toMap(LockedConversation::id, Function.identity()));
    }

    /// The messages that are new, numbered on in their conversations, which are held.
    List<StoredMessage> append(Db tx, List<InboundMessage> arrivals) {
        return tx.named("chat.arrive")
                .with("ids", ColumnArrays.whole(arrivals, _ -> UuidV7.next()))
                .with("conversations", ColumnArrays.whole(arrivals, InboundMessage::conversation))
                .with("names", ColumnArrays.whole(arrivals, InboundMessage::name))
                .with("contents", ColumnArrays.whole(arrivals, InboundMessage::content))
                .with(
                        "attachments",
                        ColumnArrays.whole(arrivals, arrival -> Json.text(arrival.attachments())))
                .list(StoredMessage::of);
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
    Set<UUID> loud(Db tx, String[] contacts, MessageLimits limits) {
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
