package handcar.channel.evolution;

import handcar.channel.Account;
import handcar.channel.Knock;
import handcar.channel.News;
import handcar.channel.News.Receipt.State;
import handcar.channel.News.Sender;
import handcar.channel.Webhook;
import handcar.channel.evolution.EvolutionPayload.Envelope;
import handcar.channel.evolution.EvolutionPayload.MessageKey;
import handcar.json.JsonView;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What happens on the phone: what customers write, what the operator answers there, and whether it is connected.
public final class EvolutionWebhook implements Webhook {
    /// Events that are known and tell nothing for us; `send.message` repeats what this server was told to send.
    private static final Set<String> SKIPPED =
            Set.of(
                    "send.message",
                    "send.message.update",
                    "qrcode.updated",
                    "messages.set",
                    "application.startup",
                    "instance.create",
                    "instance.delete",
                    "logout.instance",
                    "remove.instance",
                    "contacts.set",
                    "contacts.upsert",
                    "contacts.update",
                    "presence.update",
                    "chats.set",
                    "chats.upsert",
                    "chats.update",
                    "chats.delete",
                    "groups.upsert",
                    "group.upsert",
                    "group.update",
                    "groups.update",
                    "group.participants.update",
                    "call",
                    "labels.edit",
                    "labels.association",
                    "typebot.start",
                    "typebot.change.status",
                    "status.instance");

    @Override
    public void prove(Knock knock, Account account) {
        if (!EvolutionProof.holds(knock, account)) {
            throw Webhook.unproven();
        }
    }

    @Override
    public String kept(Knock knock) {
        return EvolutionPayload.masked(knock.body());
    }

    @Override
    public List<News> read(Knock knock, Account account) {
        Envelope envelope = Envelope.of(knock.body(), knock.event());
        String instance = envelope.instance().orElse(account.id());
        if (!account.id().isEmpty() && !account.id().equals(instance)) {
            return List.of(new News.Skipped("other.instance"));
        }
        return envelope.data().stream()
                .map(data -> news(envelope.event(), data, instance, knock))
                .toList();
    }

    private static News news(String event, JsonView data, String instance, Knock knock) {
        return switch (event) {
            case "messages.upsert" -> message(data, instance, knock);
            case "messages.update" -> receipt(data, instance, knock);
            case "messages.edited" -> edited(data, instance, knock);
            case "messages.delete" -> deleted(data, instance, knock);
            case "connection.update" -> connection(data, instance, knock);
            default -> SKIPPED.contains(event) ? new News.Skipped(event) : new News.Unknown(event);
        };
    }

    private static News message(JsonView data, String instance, Knock knock) {
        MessageKey key = MessageKey.of(data.at("key"), data);
        EvolutionContent content = EvolutionContent.of(data.at("message"), key.id());
        Optional<String> skipped =
                key.skipped().or(() -> content.skipped().map(why -> "messages." + why));
        if (skipped.isPresent() || key.id().isEmpty()) {
            return new News.Skipped(skipped.orElse("messages.nameless"));
        }
        return key.ours()
                ? echo(data, key, content, instance, knock)
                : new News.Said(
                        instance,
                        key.thread(),
                        sender(key, data),
                        key.id().get(),
                        EvolutionPayload.at(data).orElse(knock.at()),
                        content.text(),
                        content.attachments(),
                        Map.of(),
                        Optional.empty());
    }

    /// From the phone itself, or from this server: whoever stores it can tell.
    private static News echo(
            JsonView data, MessageKey key, EvolutionContent content, String instance, Knock knock) {
        return new News.Echo(
                instance,
                key.thread(),
                key.id().orElseThrow(),
                EvolutionPayload.at(data).orElse(knock.at()),
                content.text(),
                content.attachments(),
                Optional.empty(),
                false);
    }

    private static Sender sender(MessageKey key, JsonView data) {
        boolean number = key.thread().matches("\\d{5,20}");
        return new Sender(
                key.thread(),
                data.text("pushName").filter(name -> !name.equals(key.thread())),
                number ? Optional.of("+" + key.thread()) : Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static News receipt(JsonView data, String instance, Knock knock) {
        MessageKey key = MessageKey.of(data.at("key"), data);
        Optional<State> state = EvolutionPayload.state(data);
        if (key.skipped().filter(why -> !why.equals("messages.nobody")).isPresent()) {
            return new News.Skipped("update.elsewhere");
        }
        if (!key.ours() || state.isEmpty() || key.id().isEmpty()) {
            return new News.Skipped("messages.update");
        }
        return new News.Receipt(
                instance,
                key.id(),
                Optional.empty(),
                state.get(),
                state.filter(State.FAILED::equals).map(_ -> "WhatsApp did not take it"),
                knock.at());
    }

    private static News edited(JsonView data, String instance, Knock knock) {
        MessageKey key = MessageKey.of(data.at("key"), data);
        Optional<String> text =
                EvolutionContent.text(data.at("editedMessage"))
                        .or(() -> EvolutionContent.text(data.at("message").at("editedMessage")));
        boolean customers = key.skipped().isEmpty() && !key.ours();
        return customers && text.isPresent() && key.id().isPresent()
                ? new News.Edited(instance, key.thread(), key.id().get(), text.get(), knock.at())
                : new News.Skipped("messages.edited");
    }

    private static News deleted(JsonView data, String instance, Knock knock) {
        JsonView inner = data.at("key").isPresent() ? data.at("key") : data;
        MessageKey key = MessageKey.of(inner, data);
        return key.skipped().isEmpty() && !key.ours() && key.id().isPresent()
                ? new News.Deleted(instance, key.thread(), key.id().get(), knock.at())
                : new News.Skipped("messages.delete");
    }

    private static News connection(JsonView data, String instance, Knock knock) {
        OptionalLong reason = data.number("statusReason");
        return data.text("state")
                .<News>map(
                        state ->
                                new News.Connection(
                                        instance,
                                        state,
                                        reason.isPresent()
                                                ? Optional.of(Long.toString(reason.getAsLong()))
                                                : Optional.empty(),
                                        knock.at()))
                .orElseGet(() -> new News.Skipped("connection.update"));
    }
}
