package handcar.inbox;

import module java.base;

import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.chat.Contact;
import handcar.chat.Conversation;
import handcar.chat.ConversationFilter;
import handcar.chat.ConversationStatus;
import handcar.chat.Conversations;
import handcar.chat.Message;
import handcar.chat.MessageInput;
import handcar.chat.Priority;
import handcar.chat.ReceiveResult;
import handcar.chat.StaffAction;
import handcar.chat.StaffActions;
import handcar.chat.StaffActor;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.QueryParams;
import handcar.http.Responses;
import handcar.http.stream.EventStreams;
import handcar.problem.Cursor;
import handcar.problem.Page;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The routes of the inbox: conversations and contacts for staff, and their event stream.
public final class InboxRoutes implements HttpService {
    private static final String ROOT = "/api/v1/conversations";
    private static final int LONGEST_CLIENT_ID = 200;
    private static final int LONGEST_ID = 36;
    private static final int MOST_FILES = 10;
    private static final int MOST_TAGS = 50;
    private static final int LONGEST_TAG = 100;

    /// A month; a longer pause is one without an end.
    private static final long LONGEST_PAUSE_MINUTES = 31L * 24 * 60;

    private final Auth auth;
    private final EventStreams streams;
    private final Conversations conversations;
    private final StaffActions actions;
    private final InboxStream events;
    private final Function<String, Optional<UUID>> agents;

    /// @param agents finds an agent's id by its slug or id
    public InboxRoutes(
            Auth auth,
            EventStreams streams,
            Conversations conversations,
            StaffActions actions,
            InboxStream events,
            Function<String, Optional<UUID>> agents) {
        this.auth = auth;
        this.streams = streams;
        this.conversations = conversations;
        this.actions = actions;
        this.events = events;
        this.agents = agents;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ROOT, auth.staff(this::list));
        rules.get(ROOT + "/{id}", auth.staff(this::show));
        rules.get(ROOT + "/{id}/messages", auth.staff(this::thread));
        rules.get(ROOT + "/{id}/messages/{message}/original", auth.staff(this::original));
        rules.post(ROOT + "/{id}/replies", auth.staff(this::reply));
        rules.post(ROOT + "/{id}/notes", auth.staff(this::note));
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
        rules.post(ROOT + "/{id}/read", auth.staff(this::read));
        rules.get("/api/v1/contacts", auth.staff(this::contacts));
        rules.get("/api/v1/events", streams.sse(events::listen));
    }

    private void list(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        QueryParams query = QueryParams.of(req);
        ConversationFilter filter =
                new ConversationFilter(
                        query.findOneOf("status", ConversationStatus.class),
                        query.findText("channel", 50),
                        agent(query),
                        query.findText("assignee", 100).map(name -> me(name, staff)),
                        query.findText("tag", LONGEST_TAG),
                        query.findText("q", 200),
                        query.findText("stage", 100));
        Optional<Cursor> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        Responses.page(req, res, conversations.page(filter, cursor, limit), Conversation::json);
    }

    private Optional<UUID> agent(QueryParams query) {
        Optional<String> name = query.findText("agent", 200);
        Optional<UUID> found = name.flatMap(agents);
        if (name.isPresent() && found.isEmpty()) {
            query.fault("agent", "is not known");
        }
        return found;
    }

    private static String me(String name, StaffPrincipal staff) {
        return name.equals("me") ? StaffActor.of(staff).name() : name;
    }

    private void show(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(req, res, conversations.get(id(req)).json());
    }

    private void thread(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = conversations.get(id(req)).id();
        QueryParams query = QueryParams.of(req);
        long after = query.findInteger("after", 0, Long.MAX_VALUE).orElse(-1);
        Optional<Cursor> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        Page<Message> page =
                Page.of(
                        conversations.threadWithNotes(id, after, cursor.map(Cursor::id), limit + 1),
                        limit,
                        last -> new Cursor(last.createdAt(), last.id()));
        Responses.page(req, res, page, Message::staffJson);
    }

    private void original(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID message = PathParams.uuid(req, "message", "message");
        Responses.ok(req, res, Map.of("content", actions.original(id(req), message)));
    }

    private void reply(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        ReceiveResult received =
                actions.reply(id(req), StaffActor.of(staff), input(JsonBody.of(req)));
        Map<String, Object> answer = Map.of("message", received.message().staffJson());
        if (received.isNew()) {
            Responses.created(res, answer);
        } else {
            Responses.ok(req, res, answer);
        }
    }

    private void note(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        String content = body.text("content", 1, MessageInput.LONGEST);
        Optional<String> clientId = body.findText("client_id", 1, LONGEST_CLIENT_ID);
        body.check();
        Message note =
                actions.note(id(req), StaffActor.of(staff), new MessageInput(content, clientId));
        Responses.created(res, Map.of("message", note.staffJson()));
    }

    /// A text, files, or both.
    private static MessageInput input(JsonBody body) {
        List<UUID> files = files(body);
        Optional<String> content =
                files.isEmpty()
                        ? Optional.of(body.text("content", 1, MessageInput.LONGEST))
                        : body.findText("content", 0, MessageInput.LONGEST);
        Optional<String> clientId = body.findText("client_id", 1, LONGEST_CLIENT_ID);
        body.check();
        return new MessageInput(content.orElse(""), clientId, files);
    }

    private static List<UUID> files(JsonBody body) {
        List<String> names = body.texts("attachments", MOST_FILES, LONGEST_ID);
        List<UUID> ids =
                names.stream().flatMap(name -> PathParams.findUuid(name).stream()).toList();
        if (ids.size() < names.size() || Set.copyOf(ids).size() < ids.size()) {
            body.fault("attachments", "must be ids of uploaded files, each once");
        }
        return ids;
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
        List<String> tags = body.texts("tags", MOST_TAGS, LONGEST_TAG);
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

    private Auth.CallerHandler<StaffPrincipal> action(StaffAction action) {
        return (req, res, staff) -> act(req, res, staff, action);
    }

    private void act(
            ServerRequest req, ServerResponse res, StaffPrincipal staff, StaffAction action) {
        Responses.ok(req, res, actions.act(id(req), StaffActor.of(staff), action).json());
    }

    private void read(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(req, res, actions.read(id(req)).json());
    }

    private void contacts(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        QueryParams query = QueryParams.of(req);
        Optional<String> channel = query.findText("channel", 50);
        Optional<String> q = query.findText("q", 200);
        Optional<Cursor> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        Responses.page(req, res, conversations.contacts(channel, q, cursor, limit), Contact::json);
    }

    private static UUID id(ServerRequest req) {
        return PathParams.uuid(req, "id", "conversation");
    }
}
