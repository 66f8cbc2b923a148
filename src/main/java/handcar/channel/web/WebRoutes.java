package handcar.channel.web;

import module java.base;

import handcar.auth.ApiKey;
import handcar.auth.Auth;
import handcar.auth.VisitorPrincipal;
import handcar.auth.VisitorTokens;
import handcar.channel.web.AgentDirectory.Card;
import handcar.chat.Citation;
import handcar.chat.Conversation;
import handcar.chat.Conversations;
import handcar.chat.Feedback;
import handcar.chat.Message;
import handcar.chat.MessageInput;
import handcar.chat.NewConversation;
import handcar.chat.OpenedConversation;
import handcar.chat.ReceiveResult;
import handcar.chat.live.LiveUpdates;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.QueryParams;
import handcar.http.Responses;
import handcar.http.stream.EventSink;
import handcar.http.stream.EventStreams;
import handcar.http.stream.StreamRequest;
import handcar.problem.Problem;
import handcar.rag.CitationVerifier;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The visitor's routes: `/api/v1/chat/…` and the WebSocket `/ws/chat/{id}`.
public final class WebRoutes implements HttpService {
    static final int LONGEST_CLIENT_ID = 200;

    private static final String ROOT = "/api/v1/chat/conversations";
    private static final int LONGEST_COMMENT = 2_000;

    /// The message to a customer who asked for a person.
    private static final String CALLED = "A person has been asked to join this conversation.";

    private final Auth auth;
    private final EventStreams streams;
    private final VisitorTokens tokens;
    private final Conversations conversations;
    private final LiveUpdates live;
    private final AgentDirectory cards;
    private final CitationVerifier citations;

    public WebRoutes(
            Auth auth,
            EventStreams streams,
            VisitorTokens tokens,
            Conversations conversations,
            LiveUpdates live,
            AgentDirectory cards,
            CitationVerifier citations) {
        this.auth = auth;
        this.streams = streams;
        this.tokens = tokens;
        this.conversations = conversations;
        this.live = live;
        this.cards = cards;
        this.citations = citations;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/chat/agent", auth.open(this::card));
        rules.post(ROOT, auth.chat(this::open));
        rules.get(ROOT + "/{id}", auth.visitor(this::show));
        rules.get(ROOT + "/{id}/messages", auth.visitor(this::read));
        rules.post(ROOT + "/{id}/messages", auth.visitor(this::write));
        rules.post(ROOT + "/{id}/feedback", auth.visitor(this::rate));
        rules.post(ROOT + "/{id}/handoff", auth.visitor(this::askForPerson));
        rules.get(
                ROOT + "/{id}/messages/{message_id}/citations/{index}", auth.visitor(this::source));
        rules.get(ROOT + "/{id}/events", streams.sse(this::listen));
        rules.get("/ws/chat/{id}", streams.webSocket(this::listen));
    }

    private void card(ServerRequest req, ServerResponse res) {
        QueryParams query = QueryParams.of(req);
        Optional<String> agent = query.findText("agent", 200);
        query.check();
        Card card = cards.find(agent).filter(Card::isPublic).orElseThrow(Problem.notFound("agent"));
        Responses.ok(
                req,
                res,
                Map.of(
                        "slug", card.slug(),
                        "name", card.name(),
                        "company", card.company(),
                        "greeting", card.greeting(),
                        "suggestions", card.suggestions()));
    }

    private void open(ServerRequest req, ServerResponse res, Optional<ApiKey> key) {
        // a program with a key vouches for the visitor's identity; a page does not
        OpenConversationInput visit =
                OpenConversationInput.read(JsonBody.ifAny(req), key.isPresent());
        Optional<UUID> agent = agent(visit.agent(), key.isPresent());
        OpenedConversation opened =
                conversations.open(NewConversation.onWeb(agent, visit.visitor(), visit.message()));
        Conversation conversation = opened.conversation();
        Map<String, Object> body = new HashMap<>();
        body.put("conversation", conversation.visitorJson());
        body.put("token", tokens.issue(conversation.id(), conversation.contact().id()));
        opened.message().ifPresent(message -> body.put("message", message.json()));
        Responses.created(res, body);
    }

    /// The agent to talk to; an agent that is not for strangers is answered like one that does not exist.
    ///
    /// @param known whether a program with a key opens the conversation
    private Optional<UUID> agent(Optional<String> wanted, boolean known) {
        Optional<Card> found = cards.find(wanted);
        boolean refused = found.filter(card -> !known && !card.isPublic()).isPresent();
        if (refused || (found.isEmpty() && wanted.isPresent())) {
            throw Problem.notFound("agent").get();
        }
        return found.map(Card::id);
    }

    private void show(ServerRequest req, ServerResponse res, VisitorPrincipal visitor) {
        Conversation conversation = conversations.get(visitor.conversation());
        Responses.ok(req, res, conversation.visitorJson());
    }

    private void read(ServerRequest req, ServerResponse res, VisitorPrincipal visitor) {
        QueryParams query = QueryParams.of(req);
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
        // the cursor is a message's number, which `after` takes as well
        body.put("next", found.size() > limit ? Long.toString(page.getLast().seq()) : null);
        Responses.ok(req, res, body);
    }

    private void write(ServerRequest req, ServerResponse res, VisitorPrincipal visitor) {
        JsonBody body = JsonBody.of(req);
        String content = body.text("content", 1, MessageInput.LONGEST);
        Optional<String> clientId = body.findText("client_id", 1, LONGEST_CLIENT_ID);
        body.check();
        ReceiveResult received =
                conversations.receive(visitor.conversation(), new MessageInput(content, clientId));
        Map<String, Object> answer = Map.of("message", received.message().json());
        if (received.isNew()) {
            Responses.accepted(res, answer);
        } else {
            Responses.ok(req, res, answer);
        }
    }

    private void rate(ServerRequest req, ServerResponse res, VisitorPrincipal visitor) {
        JsonBody body = JsonBody.of(req);
        Feedback feedback =
                new Feedback(
                        body.uuid("message_id"),
                        body.oneOf("rating", Feedback.Rating.UP),
                        body.findText("comment", 0, LONGEST_COMMENT));
        body.check();
        conversations.rate(visitor.conversation(), feedback);
        Responses.none(res);
    }

    private void askForPerson(ServerRequest req, ServerResponse res, VisitorPrincipal visitor) {
        conversations.askForPerson(visitor.conversation(), CALLED);
        Conversation conversation = conversations.get(visitor.conversation());
        Responses.accepted(res, Map.of("conversation", conversation.visitorJson()));
    }

    private void source(ServerRequest req, ServerResponse res, VisitorPrincipal visitor) {
        UUID id = PathParams.uuid(req, "message_id", "citation");
        String index = PathParams.text(req, "index");
        Citation citation =
                conversations.message(visitor.conversation(), id).citations().stream()
                        .filter(found -> Integer.toString(found.index()).equals(index))
                        .findFirst()
                        .orElseThrow(Problem.notFound("citation"));
        // a document that was replaced may say something else at this place
        Optional<CitationVerifier.Excerpt> excerpt =
                citations
                        .excerpt(citation.documentId(), citation.start(), citation.end())
                        .filter(found -> found.quote().equals(citation.quote()));
        Map<String, Object> body = new HashMap<>();
        body.put("title", citation.title());
        body.put("url", citation.url().orElse(null));
        body.put("before", excerpt.map(CitationVerifier.Excerpt::before).orElse(""));
        body.put("quote", citation.quote());
        citation.page().ifPresent(page -> body.put("page", page));
        body.put("after", excerpt.map(CitationVerifier.Excerpt::after).orElse(""));
        Responses.ok(req, res, body);
    }

    /// Follows the conversation. Without a last id it starts at the beginning, because an answer may come before the listener.
    private Consumer<EventSink> listen(StreamRequest call) {
        Conversation now = conversations.get(auth.visitor(call).conversation());
        long after = call.lastId().orElse(0);
        return sink -> live.follow(now, after, sink);
    }
}
