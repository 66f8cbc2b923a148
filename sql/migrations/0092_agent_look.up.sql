-- What the chat of an agent looks like on a website, and how it greets in further languages; `greeting` and `suggestions` stay for all others.
ALTER TABLE agents
    -- {"avatar_url": …, "color": "#rrggbb", "position": "right" | "left"}
    ADD COLUMN look jsonb NOT NULL DEFAULT '{}',
    -- {"de": {"greeting": …, "suggestions": […]}}
    ADD COLUMN greetings jsonb NOT NULL DEFAULT '{}';
