package handcar.app;

import module java.base;

import handcar.agent.Agent;
import handcar.agent.Agents;
import handcar.channel.web.AgentDirectory;
import handcar.channel.web.WebRoutes;
import handcar.http.stream.EventStreams;

import io.helidon.webserver.http.HttpService;

/// The visitor's chat: its API and its event streams.
final class WebModule implements Module {
    private final Agents agents;
    private final WebRoutes routes;

    WebModule(
            EventStreams streams,
            AuthModule auth,
            ChannelModule channels,
            Agents agents,
            KnowledgeModule knowledge) {
        this.agents = agents;
        this.routes =
                new WebRoutes(
                        auth.auth(),
                        streams,
                        auth.visitors(),
                        channels.conversations(),
                        channels.live(),
                        this::card,
                        knowledge::excerpt);
    }

    /// How an agent presents itself to visitors; the default one when none is named.
    private Optional<AgentDirectory.Card> card(Optional<String> name) {
        return name.map(agents::find).orElseGet(agents::findDefault).map(WebModule::card);
    }

    private static AgentDirectory.Card card(Agent agent) {
        return new AgentDirectory.Card(
                agent.id(),
                agent.slug(),
                agent.name(),
                agent.company(),
                agent.greeting(),
                agent.suggestions());
    }

    @Override
    public List<HttpService> routes() {
        return List.of(routes);
    }
}
