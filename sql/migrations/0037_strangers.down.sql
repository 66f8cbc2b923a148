DROP TABLE address_days, spent_challenges, security_events;
