package handcar.inbox;

import module java.base;

import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.chat.Conversations;
import handcar.chat.Priority;
import handcar.chat.StaffAction;
import handcar.chat.StaffActions;
import handcar.chat.StaffActor;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.Responses;
import handcar.http.stream.EventStreams;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The routes by which staff act in a conversation, and their event stream.
public final class InboxRoutes implements HttpService {
    private static final String ROOT = "/api/v1/conversations";
    static final int MOST_TAGS = 50;
    static final int LONGEST_TAG = 100;

    /// A month; a longer pause is one without an end.
    private static final long LONGEST_PAUSE_MINUTES = 31L * 24 * 60;

    private final Auth auth;
    private final EventStreams streams;
    private final Conversations conversations;
    private final StaffActions actions;
    private final InboxStream events;

    public InboxRoutes(
            Auth auth,
            EventStreams streams,
            Conversations conversations,
            StaffActions actions,
            InboxStream events) {
        this.auth = auth;
        this.streams = streams;
        this.conversations = conversations;
        this.actions = actions;
        this.events = events;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ROOT + "/{id}", auth.staff(this::show));
        rules.get(ROOT + "/{id}/messages/{message}/original", auth.staff(this::original));
        rules.post(ROOT + "/{id}/takeover", auth.staff(action(new StaffAction.TakeOver())));
        rules.post(ROOT + "/{id}/release", auth.staff(action(new StaffAction.Release())));
        rules.post(ROOT + "/{id}/pause", auth.staff(this::pause));
        rules.post(ROOT + "/{id}/resume", auth.staff(action(new StaffAction.Resume())));
        rules.post(ROOT + "/{id}/assign", auth.staff(this::assign));
        rules.post(ROOT + "/{id}/close", auth.staff(action(new StaffAction.Close())));
        rules.post(ROOT + "/{id}/reopen", auth.staff(action(new StaffAction.Reopen())));
        rules.post(ROOT + "/{id}/tags", auth.staff(this::tag));
        rules.post(ROOT + "/{id}/priority", auth.staff(this::prioritize));
        rules.post(ROOT + "/{id}/stage", auth.staff(this::stage));
        rules.post(ROOT + "/{id}/snooze", auth.staff(this::snooze));
        rules.post(ROOT + "/{id}/read", auth.staff(this::read));
        rules.get("/api/v1/events", streams.sse(events::listen));
    }

    /// `me` is whoever asks.
    static String me(String name, StaffPrincipal staff) {
        return name.equals("me") ? StaffActor.of(staff).name() : name;
    }

    private void show(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(req, res, conversations.get(id(req)).json());
    }

    private void original(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID message = PathParams.uuid(req, "message", "message");
        Responses.ok(req, res, Map.of("content", actions.original(id(req), message)));
    }

    private void pause(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.ifAny(req);
        OptionalLong minutes = body.findInteger("minutes", 1, LONGEST_PAUSE_MINUTES);
        body.check();
        Optional<Duration> length =
                minutes.isPresent()
                        ? Optional.of(Duration.ofMinutes(minutes.getAsLong()))
                        : Optional.empty();
        act(req, res, staff, new StaffAction.Pause(length));
    }

    private void assign(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.ifAny(req);
        Optional<String> assignee = body.findText("assignee", 1, 100).map(name -> me(name, staff));
        body.check();
        act(req, res, staff, new StaffAction.Assign(assignee));
    }

    private void tag(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        List<String> tags = body.names("tags", MOST_TAGS, LONGEST_TAG);
        body.check();
        act(req, res, staff, new StaffAction.Tag(tags));
    }

    private void prioritize(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        Priority priority = body.oneOf("priority", Priority.NORMAL);
        body.check();
        act(req, res, staff, new StaffAction.Prioritize(priority));
    }

    private void stage(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        Optional<String> stage = body.findText("stage", 1, 100);
        body.check();
        act(req, res, staff, new StaffAction.Stage(stage));
    }

    private void snooze(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        Optional<Instant> until = snoozeUntil(body);
        body.check();
        act(req, res, staff, new StaffAction.Snooze(until));
    }

    /// The field `until`: a time to come, or null.
    static Optional<Instant> snoozeUntil(JsonBody body) {
        Optional<Instant> until = body.findInstant("until");
        if (!body.mentions("until")) {
            body.fault("until", "is required; null ends it");
        }
        if (until.filter(Instant.now()::isAfter).isPresent()) {
            body.fault("until", "must be in the future");
        }
        return until;
    }

    private Auth.CallerHandler<StaffPrincipal> action(StaffAction action) {
        return (req, res, staff) -> act(req, res, staff, action);
    }

    private void act(
            ServerRequest req, ServerResponse res, StaffPrincipal staff, StaffAction action) {
        Responses.ok(req, res, actions.act(id(req), StaffActor.of(staff), action).json());
    }

    private void read(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(req, res, actions.read(id(req), StaffActor.of(staff)).json());
    }

    private static UUID id(ServerRequest req) {
        return PathParams.uuid(req, "id", "conversation");
    }
}
