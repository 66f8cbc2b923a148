package handcar.channel;

import module java.base;

/// What a channel can show.
///
/// @param limit the longest text, in `unit`s
/// @param markup how emphasis, links and lists are written
/// @param perSecond how many parts one account sends in a second
/// @param betweenParts the shortest time between two parts in one thread
/// @param window how long after the customer's last message free text is allowed; empty is always
/// @param templates whether there are messages that the provider approved beforehand
/// @param files which files it takes
public record ChannelCapabilities(
        int limit,
        Unit unit,
        Markup markup,
        int perSecond,
        Duration betweenParts,
        Optional<Duration> window,
        boolean templates,
        FileRules files) {
    private static final FileRules TEXT_ONLY = FileRules.none("This channel carries text only.");

    /// A channel of text alone.
    public ChannelCapabilities(
            int limit,
            Unit unit,
            Markup markup,
            int perSecond,
            Duration betweenParts,
            Optional<Duration> window) {
        this(limit, unit, markup, perSecond, betweenParts, window, false, TEXT_ONLY);
    }

    /// The same with files.
    public ChannelCapabilities with(FileRules rules) {
        return new ChannelCapabilities(
                limit, unit, markup, perSecond, betweenParts, window, templates, rules);
    }

    /// The same with approved messages.
    public ChannelCapabilities withTemplates() {
        return new ChannelCapabilities(
                limit, unit, markup, perSecond, betweenParts, window, true, files);
    }

    /// The same with another longest text.
    public ChannelCapabilities limitedTo(int other) {
        return new ChannelCapabilities(
                other, unit, markup, perSecond, betweenParts, window, templates, files);
    }

    /// What a part may consist of; anything else is refused with a reason.
    public Set<Content> contents() {
        Set<Content> contents = EnumSet.of(Content.TEXT);
        if (templates) {
            contents.add(Content.TEMPLATE);
        }
        if (files.transfer() != FileRules.Transfer.NONE) {
            contents.add(Content.MEDIA);
        }
        return contents;
    }

    /// What a part consists of.
    public enum Content {
        TEXT,
        TEMPLATE,
        MEDIA
    }

    /// The unit in which providers count.
    public enum Unit {
        CODE_POINTS,
        UTF8_BYTES,
        UTF16_UNITS
    }

    /// The markup that Markdown is converted to.
    public enum Markup {
        /// Markdown as it is (Chatwoot).
        MARKDOWN,
        /// No marks at all; links written out (Instagram, SMS).
        PLAIN,
        /// `*bold* _italic_ ~struck~` and monospace (WhatsApp).
        WHATSAPP,
        /// `<b>`, `<i>`, `<a href>` and the rest escaped (Telegram's parse_mode HTML).
        TELEGRAM_HTML,
        /// `*bold* <url|text>` with `&<>` escaped (Slack).
        SLACK
    }
}
