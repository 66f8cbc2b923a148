package handcar.config;

import io.helidon.service.registry.GlobalServiceRegistry;
import io.helidon.service.registry.ServiceRegistry;
import io.helidon.service.registry.ServiceRegistryConfig;
import io.helidon.service.registry.ServiceRegistryManager;

/// Helidon looks through all libraries for parts that describe themselves. What we use of it we put together by hand, and
/// the search was a sixth of the start.
public final class Discovery {
    private Discovery() {}

    /// Before anything of Helidon is built: its registry of services knows only what it is given.
    public static void off() {
        GlobalServiceRegistry.registry(Discovery::empty);
    }

    private static ServiceRegistry empty() {
        ServiceRegistryConfig nothing =
                ServiceRegistryConfig.builder()
                        .discoverServices(false)
                        .discoverServicesFromServiceLoader(false)
                        .build();
        return ServiceRegistryManager.create(nothing).registry();
    }
}
