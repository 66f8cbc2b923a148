package handcar.channel.slack;

import module java.base;

import handcar.channel.EventTime;
import handcar.json.Json;
import handcar.json.JsonView;

/// Slack's JSON, as records.
final class SlackPayload {
    private SlackPayload() {}

    /// The envelope of every webhook: <https://docs.slack.dev/apis/events-api/#callback-field>.
    ///
    /// @param type `event_callback`, `url_verification` or `app_rate_limited`
    /// @param eventId the same when Slack delivers it again
    /// @param challenge present while an address is being verified:
    ///     <https://docs.slack.dev/reference/events/url_verification>
    record Envelope(
            String type, Optional<String> eventId, Optional<String> challenge, Said message) {
        static Envelope of(JsonView json) {
            return new Envelope(
                    json.text("type").orElse(""),
                    json.text("event_id"),
                    json.text("challenge"),
                    Said.of(json.at("event")));
        }
    }

    /// One event, which is used when it is a message: <https://docs.slack.dev/reference/events/message>.
    ///
    /// @param subtype `message_changed` with the message as it reads now
    /// @param ts the message's id within its channel, which is its time: seconds and a fraction
    /// @param threadTs the id of the thread's first message; missing outside threads
    /// @param bot whether a program wrote it, such as this one
    /// @param text in Slack's markup, also that of blocks and attachments when there is no other
    /// @param files how many are attached
    record Said(
            String type,
            Optional<String> subtype,
            Optional<String> channel,
            Optional<String> user,
            Optional<String> ts,
            Optional<String> threadTs,
            String text,
            boolean bot,
            long files) {
        private static final String CHANGED = "message_changed";
        private static final String DELETED = "message_deleted";

        static Said of(JsonView event) {
            JsonView now =
                    isDeleted(event)
                            ? event.at("previous_message")
                            : isChanged(event) ? event.at("message") : event;
            return new Said(
                    event.text("type").orElse(""),
                    event.text("subtype"),
                    event.text("channel"),
                    now.text("user"),
                    now.text("ts"),
                    now.text("thread_ts"),
                    SlackBlocks.text(now),
                    now.at("bot_id").isPresent() || now.at("bot_profile").isPresent(),
                    now.at("files").each().count());
        }

        /// Whether somebody wrote a message anew. Slack tells of a change, too, when it adds what a link leads to.
        private static boolean isChanged(JsonView event) {
            return event.text("subtype").filter(CHANGED::equals).isPresent()
                    && !SlackBlocks.text(event.at("message"))
                            .equals(SlackBlocks.text(event.at("previous_message")));
        }

        private static boolean isDeleted(JsonView event) {
            return event.text("subtype").filter(DELETED::equals).isPresent();
        }

        boolean isDeletion() {
            return subtype.filter(DELETED::equals).isPresent() && ts.isPresent();
        }

        boolean isEdit() {
            return subtype.filter(CHANGED::equals).isPresent() && ts.isPresent();
        }

        /// Whether it stands in a thread and did not begin it.
        boolean isReply() {
            return threadTs.isPresent() && ts.isPresent() && !threadTs.equals(ts);
        }

        Instant at(Instant now) {
            return ts.map(text -> text.replaceFirst("\\..*", ""))
                    .filter(seconds -> seconds.matches("\\d{1,11}"))
                    .map(
                            seconds ->
                                    EventTime.ofSeconds(
                                            OptionalLong.of(Long.parseLong(seconds)), now))
                    .orElse(now);
        }
    }

    /// The body without the verification token, which Slack's older way of verification repeats in it.
    static String withoutToken(byte[] body) {
        Map<String, Object> kept = new HashMap<>(Json.object(body));
        kept.remove("token");
        return Json.text(kept);
    }

    /// The request that posts a message: <https://docs.slack.dev/reference/methods/chat.postMessage>. Links are not unfurled,
    /// because customers choose them.
    static Map<String, Object> post(String channel, String thread, String text) {
        Map<String, Object> post = new HashMap<>();
        post.put("channel", channel);
        post.put("text", text);
        post.put("unfurl_links", false);
        post.put("unfurl_media", false);
        if (!thread.isBlank()) {
            post.put("thread_ts", thread);
        }
        return post;
    }

    /// The answer of every method: <https://docs.slack.dev/apis/web-api/#responses>.
    record Result(boolean ok, String error, Optional<String> ts, String team, String user) {
        static Result of(JsonView json) {
            return new Result(
                    json.isTrue("ok"),
                    json.text("error").orElse("no reason given"),
                    json.text("ts"),
                    json.text("team").orElse("a workspace without a name"),
                    json.text("user").orElse("a bot without a name"));
        }

        /// Whether Slack did nothing and may do it later.
        boolean later() {
            return List.of(
                            "ratelimited",
                            "rate_limited",
                            "message_limit_exceeded",
                            "service_unavailable",
                            "team_added_to_org")
                    .contains(error);
        }

        /// "It's possible some aspect of the operation succeeded before the error was raised."
        boolean mayHaveActed() {
            return error.equals("internal_error")
                    || error.equals("fatal_error")
                    || error.equals("request_timeout");
        }
    }
}
