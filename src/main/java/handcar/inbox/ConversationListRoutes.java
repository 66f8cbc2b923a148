package handcar.inbox;

import module java.base;

import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.chat.Contact;
import handcar.chat.Conversation;
import handcar.chat.ConversationFilter;
import handcar.chat.ConversationStatus;
import handcar.chat.Conversations;
import handcar.chat.InboxStore;
import handcar.chat.InboxView;
import handcar.chat.Message;
import handcar.chat.MessageExcerpt;
import handcar.chat.StaffActor;
import handcar.http.PathParams;
import handcar.http.QueryParams;
import handcar.http.RequestValues;
import handcar.http.Responses;
import handcar.problem.Cursor;
import handcar.problem.Page;
import handcar.problem.Problem;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The routes of what staff read in lists: conversations, the messages of one, contacts.
public final class ConversationListRoutes implements HttpService {
    private static final String ROOT = "/api/v1/conversations";

    /// The orders of the list.
    private enum Sort {
        WAITING,
        LATEST
    }

    private final Auth auth;
    private final Conversations conversations;
    private final InboxStore store;
    private final Function<String, Optional<UUID>> agents;

    /// @param agents finds an agent's id by its slug or id
    public ConversationListRoutes(
            Auth auth,
            Conversations conversations,
            InboxStore store,
            Function<String, Optional<UUID>> agents) {
        this.auth = auth;
        this.conversations = conversations;
        this.store = store;
        this.agents = agents;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ROOT, auth.staff(this::list));
        rules.get(ROOT + "/counts", auth.staff(this::counts));
        rules.get(ROOT + "/{id}/messages", auth.staff(this::thread));
        rules.get("/api/v1/search/messages", auth.staff(this::search));
        rules.get("/api/v1/contacts", auth.staff(this::contacts));
        rules.get("/api/v1/contacts/{id}", auth.staff(this::contact));
        rules.get("/api/v1/contacts/{id}/conversations", auth.staff(this::ofContact));
        rules.get("/api/v1/tags", auth.staff(this::tags));
    }

    private void list(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        QueryParams query = QueryParams.of(req);
        ConversationFilter filter = filter(query, staff);
        Optional<Cursor> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        Responses.page(req, res, store.page(filter, cursor, limit), Conversation::json);
    }

    /// The filter that a query or an object describes.
    ConversationFilter filter(RequestValues values, StaffPrincipal staff) {
        return new ConversationFilter(
                values.findOneOf("view", InboxView.class).orElse(InboxView.ALL),
                StaffActor.of(staff).name(),
                values.findOneOf("sort", Sort.class).equals(Optional.of(Sort.WAITING)),
                values.findOneOf("status", ConversationStatus.class),
                values.findText("channel", 50),
                agent(values),
                values.findText("assignee", 100).map(name -> InboxRoutes.me(name, staff)),
                values.findText("tag", InboxRoutes.LONGEST_TAG),
                values.findText("q", 200),
                values.findText("stage", 100));
    }

    private Optional<UUID> agent(RequestValues values) {
        Optional<String> name = values.findText("agent", 200);
        Optional<UUID> found = name.flatMap(agents);
        if (name.isPresent() && found.isEmpty()) {
            values.fault("agent", "is not known");
        }
        return found;
    }

    private void counts(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(req, res, store.counts(StaffActor.of(staff).name()));
    }

    private void thread(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = conversations.get(PathParams.uuid(req, "id", "conversation")).id();
        QueryParams query = QueryParams.of(req);
        OptionalLong after = query.findInteger("after", 0, Long.MAX_VALUE);
        OptionalLong before = query.findInteger("before", 0, Long.MAX_VALUE);
        Optional<Cursor> cursor = query.cursor();
        int limit = query.limit();
        if (after.isPresent() && before.isPresent()) {
            query.fault("before", "cannot be given together with after");
        }
        query.check();
        Page<Message> page =
                after.isPresent()
                        ? store.after(id, after.getAsLong(), cursor, limit)
                        : store.before(id, before, cursor, limit);
        Responses.page(req, res, page, Message::staffJson);
    }

    private void search(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        QueryParams query = QueryParams.of(req);
        String words = query.text("q", 200);
        Optional<Cursor> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        Page<Message> found = store.search(words, cursor, limit);
        Map<UUID, Conversation> about =
                store.find(
                        found.rows().stream()
                                .map(Message::conversationId)
                                .collect(Collectors.toSet()));
        List<Map<String, Object>> hits =
                found.rows().stream()
                        .flatMap(
                                hit ->
                                        Stream.ofNullable(about.get(hit.conversationId()))
                                                .map(each -> hit(hit, each, words)))
                        .toList();
        Responses.page(req, res, new Page<>(hits, found.next()), hit -> hit);
    }

    private static Map<String, Object> hit(Message message, Conversation about, String words) {
        MessageExcerpt excerpt = MessageExcerpt.of(message.content(), words);
        return Map.of(
                "message_id", message.id().toString(),
                "seq", message.seq(),
                "author", message.author().wire(),
                "private", message.isPrivate(),
                "created_at", message.createdAt().toString(),
                "excerpt", excerpt.text(),
                "highlights", excerpt.highlights(),
                "conversation_id", about.id().toString(),
                "conversation", about.json());
    }

    private void contact(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(req, res, known(req));
    }

    private Map<String, Object> known(ServerRequest req) {
        return store.contact(PathParams.uuid(req, "id", "contact"))
                .orElseThrow(Problem.notFound("contact"));
    }

    private void ofContact(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = UUID.fromString(String.valueOf(known(req).get("id")));
        QueryParams query = QueryParams.of(req);
        Optional<Cursor> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        Responses.page(req, res, store.ofContact(id, cursor, limit), Conversation::json);
    }

    private void tags(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        List<Map.Entry<String, Long>> tags = List.copyOf(store.tags().entrySet());
        Responses.list(
                req,
                res,
                "tag",
                tags,
                tag -> Map.of("tag", tag.getKey(), "conversations", tag.getValue()));
    }

    private void contacts(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        QueryParams query = QueryParams.of(req);
        Optional<String> channel = query.findText("channel", 50);
        Optional<String> q = query.findText("q", 200);
        Optional<Cursor> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        Responses.page(req, res, store.contacts(channel, q, cursor, limit), Contact::json);
    }
}
