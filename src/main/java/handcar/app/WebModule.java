package handcar.app;

import module java.base;

import handcar.agent.Agent;
import handcar.agent.Agents;
import handcar.channel.web.AgentDirectory;
import handcar.channel.web.WebMediaRoutes;
import handcar.channel.web.WebRoutes;
import handcar.http.files.StaticFiles;
import handcar.http.stream.EventStreams;
import handcar.rag.CitationVerifier;

import io.helidon.webserver.http.HttpService;

/// The visitor's chat, the pages for visitors and staff, their files, and the API's description.
record WebModule(List<HttpService> routes) implements Module {
    /// The tabs of the staff's page, which picks one by its own address.
    private static final List<String> TABS =
            List.of(
                    "agents",
                    "conversations",
                    "channels",
                    "deliveries",
                    "webhooks",
                    "subscriptions");

    static WebModule of(
            EventStreams streams,
            AuthModule auth,
            ChatModule chat,
            Agents agents,
            CitationVerifier citations) {
        StaticFiles files = StaticFiles.create();
        return new WebModule(
                List.of(
                        new WebRoutes(
                                auth.auth(),
                                streams,
                                auth.visitors(),
                                chat.conversations(),
                                chat.live(),
                                name -> card(agents, name),
                                citations),
                        new WebMediaRoutes(auth.auth(), chat.conversations(), chat.files()),
                        rules -> {
                            rules.get("/", files.page("chat/index.html"));
                            rules.get("/admin", files.page("admin/index.html"));
                            TABS.forEach(
                                    tab ->
                                            rules.get(
                                                    "/admin/" + tab,
                                                    files.page("desk/index.html")));
                            rules.get("/openapi.json", files.file("openapi.json"));
                        },
                        files));
    }

    /// How an agent presents itself to visitors; the default one when none is named.
    private static Optional<AgentDirectory.Card> card(Agents agents, Optional<String> name) {
        Optional<Agent> found = name.map(agents::find).orElseGet(agents::findDefault);
        return found.map(
                agent ->
                        new AgentDirectory.Card(
                                agent.id(),
                                agent.slug(),
                                agent.name(),
                                agent.company(),
                                agent.greeting(),
                                agent.suggestions(),
                                agent.isPublic()));
    }
}
