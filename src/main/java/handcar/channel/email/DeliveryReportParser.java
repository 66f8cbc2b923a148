package handcar.channel.email;

import module java.base;

import handcar.channel.InboundEvent.Receipt.State;

/// A report of a mail server, or of the recipient's program, about mails sent before (RFC 3464, RFC 8098).
///
/// @param state empty when the server still tries
/// @param deliveries of ours that it is about; none when it is about another sender's mail
record DeliveryReportParser(Optional<State> state, String reason, List<UUID> deliveries) {
    private static final int LONGEST_REASON = 500;

    /// Fields of `message/delivery-status`.
    private static final Pattern ACTION =
            Pattern.compile("(?im)^Action:[ \t]*(failed|delayed|delivered|relayed|expanded)\\b");

    private static final Pattern DIAGNOSIS =
            Pattern.compile(
                    "(?im)^Diagnostic-Code:[ \t]*(?:smtp;)?[ \t]*"
                            + "(.{1,500}(?:\r?\n[ \t].{1,500}){0,5})");

    private static final Pattern STATUS =
            Pattern.compile("(?im)^Status:[ \t]*([245]\\.\\d{1,3}\\.\\d{1,3})");

    /// A field of `message/disposition-notification`.
    private static final Pattern DISPLAYED =
            Pattern.compile("(?im)^Disposition:[^\n]{0,200};[ \t]*displayed");

    private static final Pattern OURS =
            Pattern.compile("\\bhandcar\\.[0-9a-f-]{36}@[^\\s<>]{1,255}");

    /// Reads a report's machine-readable part.
    ///
    /// @param status that part; empty when the server's report is for people only
    /// @param about all text that may name the mails it is about
    static DeliveryReportParser of(String status, String about) {
        return new DeliveryReportParser(state(status), reason(status), deliveries(about));
    }

    private static Optional<State> state(String status) {
        if (DISPLAYED.matcher(status).find()) {
            return Optional.of(State.READ);
        }
        Matcher action = ACTION.matcher(status);
        if (!action.find()) {
            // a report for people only is sent only after a failure
            return Optional.of(State.FAILED);
        }
        return switch (action.group(1).toLowerCase(Locale.ROOT)) {
            case "failed" -> Optional.of(State.FAILED);
            case "delivered" -> Optional.of(State.DELIVERED);
            default -> Optional.empty();
        };
    }

    private static String reason(String status) {
        Matcher diagnosis = DIAGNOSIS.matcher(status);
        if (diagnosis.find()) {
            String one = diagnosis.group(1).replaceAll("\\s+", " ").strip();
            return one.substring(0, Math.min(one.length(), LONGEST_REASON));
        }
        Matcher code = STATUS.matcher(status);
        return code.find() ? "status " + code.group(1) : "The mail came back.";
    }

    private static List<UUID> deliveries(String about) {
        return OURS.matcher(about)
                .results()
                .limit(20)
                .flatMap(found -> MessageIds.delivery(found.group()).stream())
                .distinct()
                .toList();
    }
}
