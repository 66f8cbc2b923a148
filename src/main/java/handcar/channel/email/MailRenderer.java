package handcar.channel.email;

import handcar.channel.ChannelCapabilities.Markup;
import handcar.channel.format.MessageFormatter;

/// A message's Markdown as the two bodies of a mail.
final class MailRenderer {
    private MailRenderer() {}

    /// For programs that show text only.
    static String text(String markdown) {
        return MessageFormatter.inFull(markdown, Markup.PLAIN).strip() + "\n";
    }

    /// For all other programs: bold, italic, code and links are tags, lines stay, and everything else is escaped.
    static String html(String markdown) {
        return "<!doctype html>\n"
                   + "<html><head><meta charset=\"utf-8\"></head><body><div"
                   + " style=\"white-space:pre-wrap;font-family:sans-serif;font-size:14px;line-height:1.5\">"
                + MessageFormatter.inFull(markdown, Markup.TELEGRAM_HTML).strip()
                + "</div></body></html>\n";
    }
}
