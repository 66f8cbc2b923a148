package handcar.channel.email;

import module java.base;

import handcar.channel.InboundEvent.Attachment;

/// A parsed mail.
///
/// @param name its `Message-ID`, or a fingerprint when it has none
/// @param key unique for each mail: some devices give all their mails one `Message-ID`
/// @param from the bare address in lower case; empty when there is none
/// @param replyTo the address for a reply
/// @param answered the identifiers of the mails it replies to, the nearest first
/// @param references the header `References`, unchanged
/// @param fresh the new text, without quoted history and signature
/// @param whole the whole text, cut at the bounds of [MimeParts]
/// @param automatic whether a machine sent it
/// @param report the delivery report it carries
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
