package handcar.channel.email;

import handcar.channel.InboundEvent.Attachment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A mail, taken apart.
///
/// @param name its `Message-ID`; where it has none, a fingerprint
/// @param key the same for the same mail only: some devices give all their mails one name
/// @param from the bare address in lower case; empty when there is none
/// @param replyTo where it wants to be answered
/// @param answered the names of the mails it answers, the nearest first
/// @param references the header as it came
/// @param fresh what the sender wrote now, without history and signature
/// @param whole all of the text, bounded
/// @param automatic whether a machine sent it
/// @param report what it tells about mails of ours, if it is a report
record ParsedMail(
        String name,
        String key,
        String from,
        Optional<String> fromName,
        String replyTo,
        Optional<String> subject,
        Instant at,
        List<String> answered,
        String references,
        String fresh,
        String whole,
        List<Attachment> attachments,
        boolean automatic,
        Optional<DeliveryReportParser> report) {}
