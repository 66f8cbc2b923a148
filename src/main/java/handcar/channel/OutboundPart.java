package handcar.channel;

import module java.base;

import handcar.json.JsonView;

/// One part of a message on its way to a customer.
///
/// @param id the delivery's id: also our name for it at providers that repeat one
/// @param account the account of ours that speaks, by the provider's name for it
/// @param thread to whom or in which thread
/// @param address what the last inbound message said an answer must name
/// @param number from 1
/// @param of how many parts the message has
/// @param subject the conversation's, for mail
public record OutboundPart(
        UUID id,
        String account,
        String thread,
        JsonView address,
        Outbound content,
        int number,
        int of,
        Optional<String> subject) {

    /// The account's name at the provider: the part's own, or what the account is configured with.
    public String sender(ChannelAccount configured) {
        return account.isEmpty() ? configured.id() : account;
    }
}
