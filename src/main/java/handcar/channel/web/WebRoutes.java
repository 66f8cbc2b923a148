package handcar.channel.web;

import handcar.account.ApiKey;
import handcar.account.Door;
import handcar.account.Visitor;
import handcar.account.VisitorTokens;
import handcar.channel.web.Cards.Card;
import handcar.chat.Citation;
import handcar.chat.Conversation;
import handcar.chat.Conversations;
import handcar.chat.Feedback;
import handcar.chat.Incoming;
import handcar.chat.Live;
import handcar.chat.Message;
import handcar.chat.NewConversation;
import handcar.chat.Opened;
import handcar.chat.Received;
import handcar.http.Answers;
import handcar.http.Body;
import handcar.http.EventCall;
import handcar.http.EventSink;
import handcar.http.EventStreams;
import handcar.http.Paths;
import handcar.http.Problem;
import handcar.http.Query;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// The visitor's door on the web: `/api/v1/chat/…` and the WebSocket `/ws/chat/{id}`.
public final class WebRoutes implements HttpService {
    static final int LONGEST_CLIENT_ID = 200;

    private static final String ROOT = "/api/v1/chat/conversations";
    private static final int LONGEST_COMMENT = 2_000;

    /// What the customer reads when they asked for a person.
    private static final String CALLED = "A person has been asked to join this conversation.";

    private final Door door;
    private final EventStreams streams;
    private final VisitorTokens tokens;
    private final Conversations conversations;
    private final Live live;
    private final Cards cards;
    private final Excerpts excerpts;

    public WebRoutes(
            Door door,
            EventStreams streams,
            VisitorTokens tokens,
            Conversations conversations,
            Live live,
            Cards cards,
            Excerpts excerpts) {
        this.door = door;
        this.streams = streams;
        this.tokens = tokens;
        this.conversations = conversations;
        this.live = live;
        this.cards = cards;
        this.excerpts = excerpts;
        streams.webSocket("/ws/chat/{id}", this::listen);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/chat/agent", door.open(this::card));
        rules.post(ROOT, door.chat(this::open));
        rules.get(ROOT + "/{id}", door.visitor(this::show));
        rules.get(ROOT + "/{id}/messages", door.visitor(this::read));
        rules.post(ROOT + "/{id}/messages", door.visitor(this::write));
        rules.post(ROOT + "/{id}/feedback", door.visitor(this::rate));
        rules.post(ROOT + "/{id}/handoff", door.visitor(this::askForPerson));
        rules.get(
                ROOT + "/{id}/messages/{message_id}/citations/{index}", door.visitor(this::source));
        rules.get(ROOT + "/{id}/events", streams.sse(this::listen));
    }

    private void card(ServerRequest req, ServerResponse res) {
        Query query = Query.of(req);
        Optional<String> agent = query.findText("agent", 200);
        query.check();
        Card card =
                cards.find(agent)
                        .orElseThrow(
                                () ->
                                        new Problem.NotFound(
                                                "agent_not_found", "There is no such agent."));
        Answers.ok(
                res,
                Map.of(
                        "slug", card.slug(),
                        "name", card.name(),
                        "company", card.company(),
                        "greeting", card.greeting(),
                        "suggestions", card.suggestions()));
    }

    private void open(ServerRequest req, ServerResponse res, Optional<ApiKey> key) {
        // a program with a key knows its visitors; a page only repeats what it was told
        Visit visit = Visit.read(Body.ifAny(req), key.isPresent());
        Optional<UUID> agent = agent(visit.agent());
        Opened opened =
                conversations.open(NewConversation.onWeb(agent, visit.visitor(), visit.message()));
        Conversation conversation = opened.conversation();
        Map<String, Object> body = new HashMap<>();
        body.put("conversation", conversation.visitorJson());
        body.put("token", tokens.issue(conversation.id(), conversation.contact().id()));
        opened.message().ifPresent(message -> body.put("message", message.json()));
        Answers.created(res, body);
    }

    private Optional<UUID> agent(Optional<String> wanted) {
        Optional<Card> found = cards.find(wanted);
        if (found.isEmpty() && wanted.isPresent()) {
            throw new Problem.BadFields("agent", "there is no such agent");
        }
        return found.map(Card::id);
    }

    private void show(ServerRequest req, ServerResponse res, Visitor visitor) {
        Conversation conversation = conversations.get(visitor.conversation());
        Answers.ok(res, conversation.visitorJson());
    }

    private void read(ServerRequest req, ServerResponse res, Visitor visitor) {
        Query query = Query.of(req);
        int limit = query.limit();
        long after =
                query.findInteger("after", 0, Long.MAX_VALUE)
                        .orElseGet(() -> query.findInteger("cursor", 0, Long.MAX_VALUE).orElse(0));
        query.check();
        List<Message> found =
                conversations.thread(
                        conversations.get(visitor.conversation()).id(), after, limit + 1);
        List<Message> page = found.subList(0, Math.min(limit, found.size()));
        Map<String, Object> body = new HashMap<>();
        body.put("data", page.stream().map(Message::json).toList());
        // the cursor of a thread is the place in it, as good for `after` as for `cursor`
        body.put("next", found.size() > limit ? Long.toString(page.getLast().seq()) : null);
        Answers.ok(res, body);
    }

    private void write(ServerRequest req, ServerResponse res, Visitor visitor) {
        Body body = Body.of(req);
        String content = body.text("content", 1, Incoming.LONGEST);
        Optional<String> clientId = body.findText("client_id", 1, LONGEST_CLIENT_ID);
        body.check();
        Received received =
                conversations.receive(visitor.conversation(), new Incoming(content, clientId));
        Map<String, Object> answer = Map.of("message", received.message().json());
        if (received.isNew()) {
            Answers.accepted(res, answer);
        } else {
            Answers.ok(res, answer);
        }
    }

    private void rate(ServerRequest req, ServerResponse res, Visitor visitor) {
        Body body = Body.of(req);
        Feedback feedback =
                new Feedback(
                        body.uuid("message_id"),
                        body.oneOf("rating", Feedback.Rating.UP),
                        body.findText("comment", 0, LONGEST_COMMENT));
        body.check();
        conversations.rate(visitor.conversation(), feedback);
        Answers.none(res);
    }

    private void askForPerson(ServerRequest req, ServerResponse res, Visitor visitor) {
        conversations.askForPerson(visitor.conversation(), CALLED);
        Conversation conversation = conversations.get(visitor.conversation());
        Answers.accepted(res, Map.of("conversation", conversation.visitorJson()));
    }

    private void source(ServerRequest req, ServerResponse res, Visitor visitor) {
        UUID id = Paths.uuid(req, "message_id", WebRoutes::noCitation);
        String index = Paths.text(req, "index");
        Citation citation =
                conversations.message(visitor.conversation(), id).citations().stream()
                        .filter(found -> Integer.toString(found.index()).equals(index))
                        .findFirst()
                        .orElseThrow(WebRoutes::noCitation);
        Excerpts.Excerpt excerpt = excerpts.around(citation);
        Map<String, Object> body = new HashMap<>();
        body.put("title", citation.title());
        body.put("url", citation.url().orElse(null));
        body.put("before", excerpt.before());
        body.put("quote", citation.quote());
        body.put("after", excerpt.after());
        Answers.ok(res, body);
    }

    /// Without a last id everything is told from the beginning: an answer may be quicker than the listener.
    private Consumer<EventSink> listen(EventCall call) {
        Conversation now = conversations.get(door.visitor(call).conversation());
        long after = call.lastId().orElse(0);
        return sink -> live.follow(now, after, sink);
    }

    private static Problem.NotFound noCitation() {
        return new Problem.NotFound("citation_not_found", "There is no such source.");
    }
}
