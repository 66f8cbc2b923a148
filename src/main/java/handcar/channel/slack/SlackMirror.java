package handcar.channel.slack;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.StaffMirror;
import handcar.channel.format.MessageFormatter;
import handcar.chat.Author;
import handcar.chat.Contact;
import handcar.chat.Conversation;
import handcar.chat.MessageDraft;
import handcar.db.Tx;
import handcar.media.MediaFile;

/// Shows every conversation in the staff's channel in Slack: the first message begins a thread, the others follow in it.
final class SlackMirror implements StaffMirror {
    /// The prefix of the author's id of messages that were written in Slack.
    static final String WRITTEN_HERE = "slack: ";

    private static final int LONGEST_NAME = 80;

    private final Supplier<List<ChannelAccount>> accounts;
    private final Optional<String> publicUrl;

    /// @param accounts all accounts in use; the first one of Slack is the staff's channel
    /// @param publicUrl the address of the admin page, for the link to it
    SlackMirror(Supplier<List<ChannelAccount>> accounts, Optional<String> publicUrl) {
        this.accounts = accounts;
        this.publicUrl = publicUrl;
    }

    @Override
    public List<String> format(Conversation now, MessageDraft draft) {
        if (place().isEmpty()
                || draft.authorId().filter(who -> who.startsWith(WRITTEN_HERE)).isPresent()) {
            return List.of(); // what was written in Slack is there already
        }
        List<String> parts =
                new ArrayList<>(
                        MessageFormatter.parts(
                                draft.content(), draft.citations(), SlackProvider.CAPABILITIES));
        draft.files().stream().map(this::link).forEach(parts::add);
        if (!parts.isEmpty()) {
            parts.set(0, "*" + who(now, draft) + ":* " + parts.getFirst());
        }
        return parts;
    }

    /// A file stays here, where who opens it has to log in.
    private String link(MediaFile file) {
        String name = plain(file.name().orElse("a file"));
        return publicUrl
                .map(url -> ":paperclip: <" + url + "/api/v1/media/" + file.id() + "|" + name + ">")
                .orElse(":paperclip: " + name);
    }

    @Override
    public Optional<Copy> copy(Tx tx, Conversation now, List<String> parts) {
        return place().map(
                        account ->
                                new Copy(
                                        SlackProvider.KIND,
                                        account.id(),
                                        "",
                                        withHeading(tx, now, parts, account)));
    }

    @Override
    public boolean isOpen() {
        return place().isPresent();
    }

    private Optional<ChannelAccount> place() {
        return accounts.get().stream()
                .filter(account -> account.kind().equals(SlackProvider.KIND))
                .filter(account -> !account.id().isBlank())
                .filter(account -> account.secret(SlackProvider.TOKEN).isPresent())
                .findFirst();
    }

    private List<String> withHeading(
            Tx tx, Conversation now, List<String> parts, ChannelAccount account) {
        boolean begun =
                tx.named("channel.is-mirrored")
                        .with("conversation_id", now.id())
                        .with("channel", SlackProvider.KIND)
                        .with("account", account.id())
                        .only(row -> row.flag("mirrored"));
        return begun ? parts : Stream.concat(Stream.of(heading(now)), parts.stream()).toList();
    }

    private String heading(Conversation now) {
        String link =
                publicUrl
                        .map(
                                url ->
                                        "\n<"
                                                + url
                                                + "/admin/conversations#"
                                                + now.id()
                                                + "|Open it in Handcar>")
                        .orElse("");
        String subject = now.subject().map(text -> "\n" + plain(text)).orElse("");
        return "*" + name(now.contact()) + "* by " + plain(now.channel()) + subject + link;
    }

    private static String who(Conversation now, MessageDraft draft) {
        return switch (draft.author()) {
            case Author.CONTACT -> name(now.contact());
            case Author.AGENT -> "Agent";
            case Author.STAFF -> "Staff";
            case Author.SYSTEM -> "Handcar";
        };
    }

    private static String name(Contact contact) {
        return plain(contact.name().or(contact::email).or(contact::phone).orElse("A customer"));
    }

    /// A customer's text without markup and mentions.
    private static String plain(String text) {
        String one = text.replaceAll("[\\s*_~`]+", " ").strip();
        String bounded =
                one.codePointCount(0, one.length()) <= LONGEST_NAME
                        ? one
                        : one.substring(0, one.offsetByCodePoints(0, LONGEST_NAME)) + "…";
        return bounded.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("|", "¦");
    }
}
