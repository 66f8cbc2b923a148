package handcar.channel.evolution;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.Receipt.State;
import handcar.channel.InboundEvent.Sender;
import handcar.channel.WebhookParser;
import handcar.channel.WebhookRequest;
import handcar.channel.evolution.EvolutionPayload.Envelope;
import handcar.channel.evolution.EvolutionPayload.MessageKey;
import handcar.json.JsonView;

/// What happens on the phone: what customers write, what the operator answers there, and whether it is connected.
public final class EvolutionWebhook implements WebhookParser {
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
    public void verify(WebhookRequest webhook, ChannelAccount account) {
        if (!EvolutionAuth.holds(webhook, account)) {
            throw WebhookParser.signatureInvalid();
        }
    }

    @Override
    public String kept(WebhookRequest webhook) {
        return EvolutionPayload.masked(webhook.body());
    }

    @Override
    public List<InboundEvent> read(WebhookRequest webhook, ChannelAccount account) {
        Envelope envelope = Envelope.of(webhook.body(), webhook.event());
        String instance = envelope.instance().orElse(account.id());
        if (!account.id().isEmpty() && !account.id().equals(instance)) {
            return List.of(new InboundEvent.IgnoredEvent("other.instance"));
        }
        return envelope.data().stream()
                .map(data -> news(envelope.event(), data, instance, webhook))
                .toList();
    }

    private static InboundEvent news(
            String event, JsonView data, String instance, WebhookRequest webhook) {
        return switch (event) {
            case "messages.upsert" -> message(data, instance, webhook);
            case "messages.update" -> receipt(data, instance, webhook);
            case "messages.edited" -> edited(data, instance, webhook);
            case "messages.delete" -> deleted(data, instance, webhook);
            case "connection.update" -> connection(data, instance, webhook);
            default ->
                    SKIPPED.contains(event)
                            ? new InboundEvent.IgnoredEvent(event)
                            : new InboundEvent.UnknownEvent(event);
        };
    }

    private static InboundEvent message(JsonView data, String instance, WebhookRequest webhook) {
        MessageKey key = MessageKey.of(data.at("key"), data);
        EvolutionContent content = EvolutionContent.of(data.at("message"), key.id());
        Optional<String> skipped =
                key.skipped().or(() -> content.skipped().map(why -> "messages." + why));
        if (skipped.isPresent() || key.id().isEmpty()) {
            return new InboundEvent.IgnoredEvent(skipped.orElse("messages.nameless"));
        }
        return key.ours()
                ? echo(data, key, content, instance, webhook)
                : new InboundEvent.CustomerMessage(
                        instance,
                        key.thread(),
                        sender(key, data),
                        key.id().get(),
                        EvolutionPayload.at(data, webhook.at()),
                        content.text(),
                        content.attachments(),
                        Map.of(),
                        Optional.empty());
    }

    /// From the phone itself, or from this server: whoever stores it can tell.
    private static InboundEvent echo(
            JsonView data,
            MessageKey key,
            EvolutionContent content,
            String instance,
            WebhookRequest webhook) {
        return new InboundEvent.Echo(
                instance,
                key.thread(),
                key.id().orElseThrow(),
                EvolutionPayload.at(data, webhook.at()),
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

    private static InboundEvent receipt(JsonView data, String instance, WebhookRequest webhook) {
        MessageKey key = MessageKey.of(data.at("key"), data);
        Optional<State> state = EvolutionPayload.state(data);
        if (key.skipped().filter(why -> !why.equals("messages.nobody")).isPresent()) {
            return new InboundEvent.IgnoredEvent("update.elsewhere");
        }
        if (!key.ours() || state.isEmpty() || key.id().isEmpty()) {
            return new InboundEvent.IgnoredEvent("messages.update");
        }
        return new InboundEvent.Receipt(
                instance,
                key.id(),
                Optional.empty(),
                state.get(),
                state.filter(State.FAILED::equals).map(_ -> "WhatsApp did not take it"),
                webhook.at());
    }

    private static InboundEvent edited(JsonView data, String instance, WebhookRequest webhook) {
        MessageKey key = MessageKey.of(data.at("key"), data);
        Optional<String> text =
                EvolutionContent.text(data.at("editedMessage"))
                        .or(() -> EvolutionContent.text(data.at("message").at("editedMessage")));
        boolean customers = key.skipped().isEmpty() && !key.ours();
        return customers && text.isPresent() && key.id().isPresent()
                ? new InboundEvent.MessageEdit(
                        instance, key.thread(), key.id().get(), text.get(), webhook.at())
                : new InboundEvent.IgnoredEvent("messages.edited");
    }

    private static InboundEvent deleted(JsonView data, String instance, WebhookRequest webhook) {
        JsonView inner = data.at("key").isPresent() ? data.at("key") : data;
        MessageKey key = MessageKey.of(inner, data);
        return key.skipped().isEmpty() && !key.ours() && key.id().isPresent()
                ? new InboundEvent.MessageDeletion(
                        instance, key.thread(), key.id().get(), webhook.at())
                : new InboundEvent.IgnoredEvent("messages.delete");
    }

    private static InboundEvent connection(JsonView data, String instance, WebhookRequest webhook) {
        return data.text("state")
                .<InboundEvent>map(
                        state ->
                                new InboundEvent.ConnectionChange(
                                        instance,
                                        state,
                                        data.whole("statusReason").map(String::valueOf),
                                        webhook.at()))
                .orElseGet(() -> new InboundEvent.IgnoredEvent("connection.update"));
    }
}
