package handcar.inbox;

import handcar.account.Door;
import handcar.account.Staff;
import handcar.chat.Contact;
import handcar.chat.Conversation;
import handcar.chat.ConversationFilter;
import handcar.chat.Conversations;
import handcar.chat.Desk;
import handcar.chat.Incoming;
import handcar.chat.Message;
import handcar.chat.Priority;
import handcar.chat.Received;
import handcar.chat.Status;
import handcar.http.Answers;
import handcar.http.Body;
import handcar.http.Cursor;
import handcar.http.EventStreams;
import handcar.http.Page;
import handcar.http.Paths;
import handcar.http.Problem;
import handcar.http.Query;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Conversations and contacts for staff, and the live stream of the inbox.
public final class InboxRoutes implements HttpService {
    private static final String ROOT = "/api/v1/conversations";
    private static final int LONGEST_CLIENT_ID = 200;
    private static final int MOST_TAGS = 50;
    private static final int LONGEST_TAG = 100;

    /// A month; whoever wants longer pauses without an end.
    private static final long LONGEST_PAUSE_MINUTES = 31L * 24 * 60;

    private final Door door;
    private final EventStreams streams;
    private final Conversations conversations;
    private final Desk desk;
    private final InboxEvents events;
    private final Function<String, Optional<UUID>> agents;

    /// @param agents finds an agent by its slug or id; the room that knows them is beside this one
    public InboxRoutes(
            Door door,
            EventStreams streams,
            Conversations conversations,
            Desk desk,
            InboxEvents events,
            Function<String, Optional<UUID>> agents) {
        this.door = door;
        this.streams = streams;
        this.conversations = conversations;
        this.desk = desk;
        this.events = events;
        this.agents = agents;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ROOT, door.staff(this::list));
        rules.get(ROOT + "/{id}", door.staff(this::show));
        rules.get(ROOT + "/{id}/messages", door.staff(this::thread));
        rules.post(ROOT + "/{id}/replies", door.staff(this::reply));
        rules.post(ROOT + "/{id}/notes", door.staff(this::note));
        rules.post(ROOT + "/{id}/takeover", door.staff(this::takeover));
        rules.post(ROOT + "/{id}/release", door.staff(this::release));
        rules.post(ROOT + "/{id}/pause", door.staff(this::pause));
        rules.post(ROOT + "/{id}/resume", door.staff(this::resume));
        rules.post(ROOT + "/{id}/assign", door.staff(this::assign));
        rules.post(ROOT + "/{id}/close", door.staff(this::close));
        rules.post(ROOT + "/{id}/reopen", door.staff(this::reopen));
        rules.post(ROOT + "/{id}/tags", door.staff(this::tag));
        rules.post(ROOT + "/{id}/priority", door.staff(this::prioritize));
        rules.post(ROOT + "/{id}/stage", door.staff(this::stage));
        rules.post(ROOT + "/{id}/read", door.staff(this::read));
        rules.get("/api/v1/contacts", door.staff(this::contacts));
        rules.get("/api/v1/events", streams.sse(events::listen));
    }

    private void list(ServerRequest req, ServerResponse res, Staff staff) {
        Query query = Query.of(req);
        ConversationFilter filter =
                new ConversationFilter(
                        query.findOneOf("status", Status.class),
                        query.findText("channel", 50),
                        agent(query),
                        query.findText("assignee", 100).map(name -> me(name, staff)),
                        query.findText("tag", LONGEST_TAG),
                        query.findText("q", 200),
                        query.findText("stage", 100));
        Optional<Cursor> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        Answers.page(res, conversations.page(filter, cursor, limit), Conversation::json);
    }

    private Optional<UUID> agent(Query query) {
        Optional<String> name = query.findText("agent", 200);
        Optional<UUID> found = name.flatMap(agents);
        if (name.isPresent() && found.isEmpty()) {
            query.fault("agent", "is not known");
        }
        return found;
    }

    private static String me(String name, Staff staff) {
        return name.equals("me") ? Desk.name(staff) : name;
    }

    private void show(ServerRequest req, ServerResponse res, Staff staff) {
        Answers.ok(res, conversations.get(id(req)).json());
    }

    private void thread(ServerRequest req, ServerResponse res, Staff staff) {
        UUID id = conversations.get(id(req)).id();
        Query query = Query.of(req);
        long after = query.findInteger("after", 0, Long.MAX_VALUE).orElse(-1);
        Optional<Cursor> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        Page<Message> page =
                Page.of(
                        conversations.threadWithNotes(id, after, cursor.map(Cursor::id), limit + 1),
                        limit,
                        last -> new Cursor(last.createdAt(), last.id()));
        Answers.page(res, page, Message::staffJson);
    }

    private void reply(ServerRequest req, ServerResponse res, Staff staff) {
        Received received = desk.reply(id(req), staff, said(req));
        Map<String, Object> answer = Map.of("message", received.message().staffJson());
        if (received.isNew()) {
            Answers.created(res, answer);
        } else {
            Answers.ok(res, answer);
        }
    }

    private void note(ServerRequest req, ServerResponse res, Staff staff) {
        Message note = desk.note(id(req), staff, said(req));
        Answers.created(res, Map.of("message", note.staffJson()));
    }

    private static Incoming said(ServerRequest req) {
        Body body = Body.of(req);
        String content = body.text("content", 1, Incoming.LONGEST);
        Optional<String> clientId = body.findText("client_id", 1, LONGEST_CLIENT_ID);
        body.check();
        return new Incoming(content, clientId);
    }

    private void takeover(ServerRequest req, ServerResponse res, Staff staff) {
        Answers.ok(res, desk.takeover(id(req), staff).json());
    }

    private void release(ServerRequest req, ServerResponse res, Staff staff) {
        Answers.ok(res, desk.release(id(req), staff).json());
    }

    private void pause(ServerRequest req, ServerResponse res, Staff staff) {
        Body body = Body.ifAny(req);
        var minutes = body.findInteger("minutes", 1, LONGEST_PAUSE_MINUTES);
        body.check();
        Optional<Duration> length =
                minutes.isPresent()
                        ? Optional.of(Duration.ofMinutes(minutes.getAsLong()))
                        : Optional.empty();
        Answers.ok(res, desk.pause(id(req), staff, length).json());
    }

    private void resume(ServerRequest req, ServerResponse res, Staff staff) {
        Answers.ok(res, desk.resume(id(req), staff).json());
    }

    private void assign(ServerRequest req, ServerResponse res, Staff staff) {
        Body body = Body.ifAny(req);
        Optional<String> assignee = body.findText("assignee", 1, 100).map(name -> me(name, staff));
        body.check();
        Answers.ok(res, desk.assign(id(req), staff, assignee).json());
    }

    private void close(ServerRequest req, ServerResponse res, Staff staff) {
        Answers.ok(res, desk.close(id(req), staff).json());
    }

    private void reopen(ServerRequest req, ServerResponse res, Staff staff) {
        Answers.ok(res, desk.reopen(id(req), staff).json());
    }

    private void tag(ServerRequest req, ServerResponse res, Staff staff) {
        Body body = Body.of(req);
        var tags = body.texts("tags", MOST_TAGS, LONGEST_TAG);
        body.check();
        Answers.ok(res, desk.tag(id(req), staff, tags).json());
    }

    private void prioritize(ServerRequest req, ServerResponse res, Staff staff) {
        Body body = Body.of(req);
        Priority priority = body.oneOf("priority", Priority.NORMAL);
        body.check();
        Answers.ok(res, desk.prioritize(id(req), staff, priority).json());
    }

    private void stage(ServerRequest req, ServerResponse res, Staff staff) {
        Body body = Body.of(req);
        Optional<String> stage = body.findText("stage", 1, 100);
        body.check();
        Answers.ok(res, desk.stage(id(req), staff, stage).json());
    }

    private void read(ServerRequest req, ServerResponse res, Staff staff) {
        Answers.ok(res, desk.read(id(req)).json());
    }

    private void contacts(ServerRequest req, ServerResponse res, Staff staff) {
        Query query = Query.of(req);
        Optional<String> channel = query.findText("channel", 50);
        Optional<String> q = query.findText("q", 200);
        Optional<Cursor> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        Answers.page(res, conversations.contacts(channel, q, cursor, limit), Contact::json);
    }

    private static UUID id(ServerRequest req) {
        return Paths.uuid(
                req,
                "id",
                () ->
                        new Problem.NotFound(
                                "conversation_not_found", "There is no such conversation."));
    }
}
