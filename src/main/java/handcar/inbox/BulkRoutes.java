package handcar.inbox;

import module java.base;

import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.chat.Conversation;
import handcar.chat.ConversationFilter;
import handcar.chat.Conversations;
import handcar.chat.InboxStore;
import handcar.chat.StaffActions;
import handcar.chat.StaffActor;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.Responses;
import handcar.problem.Cursor;
import handcar.problem.Page;
import handcar.problem.Problem;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The route by which staff act on many conversations at once. Each is changed in a transaction of its own: what fails is told, and
/// the rest is done.
public final class BulkRoutes implements HttpService {
    /// Of one request, so that it ends within seconds; the answer says how many remain.
    private static final int MOST = 1_000;

    private static final int PAGE = 200;
    private static final int LONGEST_ID = 36;

    private final Auth auth;
    private final Conversations conversations;
    private final StaffActions actions;
    private final InboxStore store;
    private final ConversationListRoutes lists;

    public BulkRoutes(
            Auth auth,
            Conversations conversations,
            StaffActions actions,
            InboxStore store,
            ConversationListRoutes lists) {
        this.auth = auth;
        this.conversations = conversations;
        this.actions = actions;
        this.store = store;
        this.lists = lists;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/v1/conversations/bulk", auth.staff(this::act));
    }

    private void act(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        JsonBody body = JsonBody.of(req);
        BulkAction action = BulkAction.of(body, name -> InboxRoutes.me(name, staff));
        Optional<ConversationFilter> filter =
                body.findBody("filter").map(values -> lists.filter(values, staff));
        List<UUID> ids = ids(body);
        if (filter.isPresent() == body.has("ids")) {
            body.fault("ids", "is required, or else a filter, and not both");
        }
        body.check();
        List<UUID> chosen = filter.map(this::matching).orElse(ids);
        StaffActor by = StaffActor.of(staff);
        Count count = new Count();
        chosen.stream().limit(MOST).forEach(id -> count.add(id, act(id, by, action)));
        Responses.ok(req, res, count.json(chosen.size() > MOST));
    }

    private static List<UUID> ids(JsonBody body) {
        List<String> names = body.texts("ids", MOST, LONGEST_ID);
        List<UUID> ids =
                names.stream()
                        .flatMap(name -> PathParams.findUuid(name).stream())
                        .distinct()
                        .toList();
        if (names.stream().anyMatch(name -> PathParams.findUuid(name).isEmpty())) {
            body.fault("ids", "must be ids of conversations");
        }
        return ids;
    }

    /// All are found before the first is changed, since a change may take it out of the filter. One more than [#MOST] shows that some
    /// remain.
    private List<UUID> matching(ConversationFilter filter) {
        List<UUID> found = new ArrayList<>();
        Optional<Cursor> cursor = Optional.empty();
        do {
            Page<Conversation> page = store.page(filter, cursor, PAGE);
            page.rows().forEach(each -> found.add(each.id()));
            cursor = page.next();
        } while (cursor.isPresent() && found.size() <= MOST);
        return found;
    }

    /// Whether it was changed; empty with the reason when it could not be.
    private Outcome act(UUID id, StaffActor by, BulkAction action) {
        try {
            Conversation now = conversations.get(id);
            return switch (action) {
                case BulkAction.Read() -> {
                    actions.read(id, by);
                    yield new Outcome(now.unread(), Optional.empty());
                }
                case BulkAction.Act(var isDone, var wanted) -> {
                    boolean done = isDone.test(now);
                    if (!done) {
                        actions.act(id, by, wanted.apply(now));
                    }
                    yield new Outcome(!done, Optional.empty());
                }
            };
        } catch (Problem e) {
            return new Outcome(false, Optional.of(e.code()));
        }
    }

    private record Outcome(boolean changed, Optional<String> failure) {}

    private static final class Count {
        private int changed;
        private int unchanged;
        private final List<Map<String, Object>> failed = new ArrayList<>();

        void add(UUID id, Outcome outcome) {
            if (outcome.failure().isPresent()) {
                failed.add(Map.of("id", id.toString(), "code", outcome.failure().get()));
            } else if (outcome.changed()) {
                changed++;
            } else {
                unchanged++;
            }
        }

        Map<String, Object> json(boolean more) {
            return Map.of(
                    "changed", changed, "unchanged", unchanged, "failed", failed, "more", more);
        }
    }
}
