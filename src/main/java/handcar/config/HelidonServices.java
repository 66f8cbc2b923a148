package handcar.config;

import io.helidon.common.features.HelidonFeatures;
import io.helidon.common.features.api.HelidonFlavor;
import io.helidon.common.mapper.Mappers;
import io.helidon.common.types.TypeName;
import io.helidon.service.registry.GlobalServiceRegistry;
import io.helidon.service.registry.ServiceRegistry;
import io.helidon.service.registry.ServiceRegistryConfig;
import io.helidon.service.registry.ServiceRegistryManager;

/// Helidon looks through all libraries for parts that describe themselves. What we use of it we put together by hand, and
/// the search was a sixth of the start.
public final class HelidonServices {
    /// By this name Helidon 4.5 asks for what reads parameters, though the type is on its way out.
    private static final TypeName MAPPERS =
            TypeName.create("io.helidon.common.mapper.MapperManager");

    private HelidonServices() {}

    /// Before anything of Helidon is built: its registry of services knows only what it is given. Its web server would also
    /// look for the names of all parts to log them, but only for servers of its own flavor, and the first one named counts.
    public static void off() {
        GlobalServiceRegistry.registry(HelidonServices::given);
        HelidonFeatures.flavor(HelidonFlavor.MP);
    }

    private static ServiceRegistry given() {
        Mappers mappers =
                Mappers.builder()
                        .mapperProvidersDiscoverServices(false)
                        .mappersDiscoverServices(false)
                        .build();
        ServiceRegistryConfig config =
                ServiceRegistryConfig.builder()
                        .discoverServices(false)
                        .discoverServicesFromServiceLoader(false)
                        .putContractInstance(MAPPERS, mappers)
                        .putContractInstance(Mappers.class, mappers)
                        .build();
        return ServiceRegistryManager.create(config).registry();
    }
}
