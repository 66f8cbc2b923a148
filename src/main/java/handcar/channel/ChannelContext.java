package handcar.channel;

import handcar.audit.AuditLog;
import handcar.auth.Auth;
import handcar.chat.Conversations;
import handcar.db.Database;

/// What a channel's jobs and routes are built from.
///
/// @param sending what its sender is built from
/// @param inbound takes what comes by no webhook
public record ChannelContext(
        SenderContext sending,
        Database db,
        ChannelAccounts accounts,
        Conversations conversations,
        Auth auth,
        AuditLog audit,
        InboundIntake inbound) {}
