package handcar.channel;

import module java.base;

import handcar.json.JsonView;

/// One part of a message on its way to a customer.
///
/// @param id the delivery's id, which some providers repeat in receipts
/// @param account the id at the provider of the account that sends
/// @param thread the recipient, or the thread at the provider
/// @param address what an answer must name besides the thread, from the last inbound message
/// @param number counted from 1
/// @param of how many parts the message has
/// @param subject the conversation's, for mail
/// @param automatic whether no person wrote it
public record OutboundPart(
        UUID id,
        String account,
        String thread,
        JsonView address,
        Outbound content,
        int number,
        int of,
        Optional<String> subject,
        boolean automatic) {
    /// A part that a person wrote.
    public OutboundPart(
            UUID id,
            String account,
            String thread,
            JsonView address,
            Outbound content,
            int number,
            int of,
            Optional<String> subject) {
        this(id, account, thread, address, content, number, of, subject, false);
    }

    /// The account's id at the provider: the part's own, or the configured one.
    public String sender(ChannelAccount configured) {
        return account.isEmpty() ? configured.id() : account;
    }
}
