DROP TABLE consent_records, notification_configs, instagram_profiles, channel_bindings;
DROP VIEW conversation_views;
DROP TABLE message_feedback, conversation_events, messages, conversations, contacts;
