package handcar.channel.telegram;

import module java.base;

import handcar.json.JsonView;

/// Which fields of a message tell what it holds. <https://core.telegram.org/bots/api#message>
final class TelegramFields {
    /// Fields that every message may have.
    private static final Set<String> COMMON =
            words(
                    """
                    message_id message_thread_id direct_messages_topic from sender_chat sender_boost_count
                    sender_business_bot sender_tag date business_connection_id chat forward_origin forward_from
                    forward_from_chat forward_from_message_id forward_signature forward_sender_name forward_date
                    is_topic_message is_automatic_forward reply_to_message external_reply quote reply_to_story
                    reply_to_checklist_task_id via_bot edit_date has_protected_content is_from_offline is_paid_post
                    media_group_id author_signature paid_star_count text entities link_preview_options
                    suggested_post_info effect_id caption caption_entities show_caption_above_media
                    has_media_spoiler reply_markup\
                    """);

    /// What Telegram tells about a chat; nobody wrote it.
    private static final Set<String> SERVICE =
            words(
                    """
                    new_chat_members new_chat_member left_chat_member chat_owner_left chat_owner_changed
                    new_chat_title new_chat_photo delete_chat_photo group_chat_created supergroup_chat_created
                    channel_chat_created message_auto_delete_timer_changed migrate_to_chat_id migrate_from_chat_id
                    pinned_message connected_website write_access_allowed proximity_alert_triggered boost_added
                    chat_background_set direct_message_price_changed forum_topic_created forum_topic_edited
                    forum_topic_closed forum_topic_reopened general_forum_topic_hidden general_forum_topic_unhidden
                    giveaway_created paid_message_price_changed suggested_post_approved suggested_post_approval_failed
                    suggested_post_declined suggested_post_paid suggested_post_refunded video_chat_scheduled
                    video_chat_started video_chat_ended video_chat_participants_invited\
                    """);

    private TelegramFields() {}

    private static Set<String> words(String names) {
        return Set.of(names.split("\\s+", -1));
    }

    /// Whether the app tells of a payment.
    static boolean isReceipt(JsonView json) {
        return json.at("successful_payment").isPresent() || json.at("refunded_payment").isPresent();
    }

    /// The name of what the message holds; `message` for what has none, empty for what nobody wrote.
    static Optional<String> type(JsonView json) {
        List<String> types =
                json.fields().keySet().stream()
                        .filter(field -> !COMMON.contains(field))
                        .sorted()
                        .toList();
        return types.stream().anyMatch(SERVICE::contains)
                ? Optional.empty()
                : Optional.of(types.stream().findFirst().orElse("message"));
    }
}
