package handcar.inbox;

import module java.base;

import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.chat.Conversations;
import handcar.chat.Message;
import handcar.chat.MessageInput;
import handcar.chat.ReceiveResult;
import handcar.chat.StaffActions;
import handcar.chat.StaffActor;
import handcar.chat.live.LiveUpdates;
import handcar.db.Database;
import handcar.db.UuidV7;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.Responses;
import handcar.jobs.NotificationBus;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The routes by which staff write: replies now and later, notes, drafts, and that somebody is typing.
public final class ReplyRoutes implements HttpService {
    private static final String ROOT = "/api/v1/conversations/{id}";
    private static final int LONGEST_CLIENT_ID = 200;
    private static final int LONGEST_ID = 36;
    private static final int MOST_FILES = 10;
    private static final int MOST_MENTIONS = 20;
    private static final Duration LATEST = Duration.ofDays(366);

    private final Auth auth;
    private final Conversations conversations;
    private final StaffActions actions;
    private final DraftStore drafts;
    private final ReplyVariables variables;
    private final ScheduledReplies scheduled;
    private final Presence presence;

    /// @param live shows customers that somebody types
    public static ReplyRoutes of(
            Auth auth,
            Database db,
            NotificationBus notifications,
            Conversations conversations,
            StaffActions actions,
            LiveUpdates live,
            ScheduledReplies scheduled) {
        return new ReplyRoutes(
                auth,
                conversations,
                actions,
                new DraftStore(db),
                new ReplyVariables(db),
                scheduled,
                new Presence(db, notifications, live));
    }

    private ReplyRoutes(
            Auth auth,
            Conversations conversations,
            StaffActions actions,
            DraftStore drafts,
            ReplyVariables variables,
            ScheduledReplies scheduled,
            Presence presence) {
        this.auth = auth;
        this.conversations = conversations;
        this.actions = actions;
        this.drafts = drafts;
        this.variables = variables;
        this.scheduled = scheduled;
        this.presence = presence;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(ROOT + "/replies", auth.staff(this::reply));
        rules.post(ROOT + "/notes", auth.staff(this::note));
        rules.get(ROOT + "/scheduled", auth.staff(this::listScheduled));
        rules.patch(ROOT + "/scheduled/{reply}", auth.staff(this::changeScheduled));
        rules.delete(ROOT + "/scheduled/{reply}", auth.staff(this::cancelScheduled));
        rules.get(ROOT + "/draft", auth.staff(this::draft));
        rules.put(ROOT + "/draft", auth.staff(this::keepDraft));
        rules.delete(ROOT + "/draft", auth.staff(this::dropDraft));
        rules.post(ROOT + "/typing", auth.staff(this::typing));
    }

    private void reply(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = id(req);
        StaffActor by = StaffActor.of(staff);
        JsonBody body = JsonBody.of(req);
        OptionalLong expected = body.findInteger("expected_seq", 0, Long.MAX_VALUE);
        Optional<Instant> later = sendAt(body);
        MessageInput written = input(body);
        MessageInput input =
                new MessageInput(
                        variables.fill(id, by, written.content()),
                        written.clientId(),
                        written.files());
        if (later.isPresent()) {
            schedule(res, id, by, input, expected, later.get());
            return;
        }
        ReceiveResult received = actions.reply(id, by, input, expected);
        drafts.drop(id, by);
        Map<String, Object> answer = Map.of("message", received.message().staffJson());
        if (received.isNew()) {
            Responses.created(res, answer);
        } else {
            Responses.ok(req, res, answer);
        }
    }

    private static Optional<Instant> sendAt(JsonBody body) {
        Optional<Instant> at = body.findInstant("send_at");
        Instant now = Instant.now();
        if (at.filter(now::isAfter).isPresent()) {
            body.fault("send_at", "must be in the future");
        } else if (at.filter(now.plus(LATEST)::isBefore).isPresent()) {
            body.fault("send_at", "must be within a year");
        }
        return at;
    }

    private void schedule(
            ServerResponse res,
            UUID id,
            StaffActor by,
            MessageInput input,
            OptionalLong expected,
            Instant at) {
        UUID conversation = conversations.get(id).id();
        actions.checkFiles(by, input.files());
        ScheduledReply kept =
                scheduled.add(
                        new ScheduledReply(
                                UuidV7.next(),
                                conversation,
                                by,
                                input,
                                expected,
                                at,
                                Instant.now()));
        drafts.drop(id, by);
        Responses.accepted(res, Map.of("scheduled", kept.json()));
    }

    private void note(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        String content = body.text("content", 1, MessageInput.LONGEST);
        Optional<String> clientId = body.findText("client_id", 1, LONGEST_CLIENT_ID);
        List<UUID> mentions = ids(body, "mentions", MOST_MENTIONS, "colleagues");
        body.check();
        Message note =
                actions.note(
                        id(req),
                        StaffActor.of(staff),
                        new MessageInput(content, clientId),
                        mentions);
        Responses.created(res, Map.of("message", note.staffJson()));
    }

    /// A text, files, or both; the last that is read.
    private static MessageInput input(JsonBody body) {
        List<UUID> files = ids(body, "attachments", MOST_FILES, "uploaded files");
        Optional<String> content =
                files.isEmpty()
                        ? Optional.of(body.text("content", 1, MessageInput.LONGEST))
                        : body.findText("content", 0, MessageInput.LONGEST);
        Optional<String> clientId = body.findText("client_id", 1, LONGEST_CLIENT_ID);
        body.check();
        return new MessageInput(content.orElse(""), clientId, files);
    }

    private static List<UUID> ids(JsonBody body, String field, int most, String what) {
        List<String> names = body.texts(field, most, LONGEST_ID);
        List<UUID> ids =
                names.stream().flatMap(name -> PathParams.findUuid(name).stream()).toList();
        if (ids.size() < names.size() || Set.copyOf(ids).size() < ids.size()) {
            body.fault(field, "must be ids of " + what + ", each once");
        }
        return ids;
    }

    private void listScheduled(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID conversation = conversations.get(id(req)).id();
        Responses.list(req, res, scheduled.of(conversation), ScheduledReply::json);
    }

    /// Other words, another time, or both.
    private void changeScheduled(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = id(req);
        UUID reply = PathParams.uuid(req, "reply", "scheduled reply");
        StaffActor by = StaffActor.of(staff);
        JsonBody body = JsonBody.of(req);
        OptionalLong expected = body.findInteger("expected_seq", 0, Long.MAX_VALUE);
        Optional<Instant> at = sendAt(body);
        Optional<String> content = body.findText("content", 1, MessageInput.LONGEST);
        if (at.isEmpty() && content.isEmpty()) {
            body.fault("content", "is required, or else send_at");
        }
        body.check();
        ScheduledReplies.Change change =
                new ScheduledReplies.Change(
                        content.map(words -> variables.fill(id, by, words)), at, expected);
        Responses.ok(req, res, scheduled.change(id, reply, by, change).json());
    }

    private void cancelScheduled(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID reply = PathParams.uuid(req, "reply", "scheduled reply");
        ScheduledReply gone = scheduled.cancel(id(req), reply, StaffActor.of(staff));
        Responses.ok(req, res, gone.json());
    }

    private void draft(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID conversation = conversations.get(id(req)).id();
        Responses.ok(req, res, drafts.find(conversation, StaffActor.of(staff)).json());
    }

    /// Blank words are no draft.
    private void keepDraft(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID conversation = conversations.get(id(req)).id();
        StaffActor by = StaffActor.of(staff);
        JsonBody body = JsonBody.of(req);
        if (!body.has("content")) {
            body.fault("content", "is required");
        }
        String content = body.findText("content", 0, MessageInput.LONGEST).orElse("");
        body.check();
        if (content.isBlank()) {
            drafts.drop(conversation, by);
            Responses.ok(req, res, DraftStore.Draft.NONE.json());
        } else {
            Responses.ok(req, res, drafts.keep(conversation, by, content).json());
        }
    }

    private void dropDraft(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        drafts.drop(conversations.get(id(req)).id(), StaffActor.of(staff));
        Responses.none(res);
    }

    private void typing(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID conversation = conversations.get(id(req)).id();
        JsonBody body = JsonBody.ifAny(req);
        boolean typing = body.flag("typing", true);
        boolean note = body.flag("note", false);
        body.check();
        presence.show(conversation, StaffActor.of(staff), typing, note);
        Responses.none(res);
    }

    private static UUID id(ServerRequest req) {
        return PathParams.uuid(req, "id", "conversation");
    }
}
