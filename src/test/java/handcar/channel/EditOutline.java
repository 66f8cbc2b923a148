package handcar.channel;

import module java.base;

import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Echo;
import handcar.channel.InboundEvent.MessageEdit;
import handcar.channel.InboundEvent.StaffReply;

/// What an edit changes, and what it is when its message never came, in one line for tests.
public final class EditOutline {
    private EditOutline() {}

    /// `42/815 two, please; customer 42/815 two, please`
    public static String of(InboundEvent event) {
        MessageEdit edit = (MessageEdit) event;
        return edit.thread()
                + "/"
                + edit.id()
                + " "
                + edit.content().text()
                + edit.whole().map(whole -> "; " + whole(whole)).orElse("");
    }

    private static String whole(InboundEvent whole) {
        return switch (whole) {
            case CustomerMessage message ->
                    "customer " + message.thread() + "/" + message.id() + " " + message.text();
            case Echo echo -> "staff " + echo.thread() + "/" + echo.id() + " " + echo.text();
            case StaffReply reply ->
                    "reply " + reply.thread() + "/" + reply.id() + " " + reply.text();
            default -> throw new AssertionError("not a message: " + whole);
        };
    }
}
