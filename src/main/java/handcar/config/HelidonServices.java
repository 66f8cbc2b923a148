package handcar.config;

import io.helidon.common.features.HelidonFeatures;
import io.helidon.common.features.api.HelidonFlavor;
import io.helidon.common.mapper.Mappers;
import io.helidon.common.types.TypeName;
import io.helidon.service.registry.GlobalServiceRegistry;
import io.helidon.service.registry.ServiceRegistry;
import io.helidon.service.registry.ServiceRegistryConfig;
import io.helidon.service.registry.ServiceRegistryManager;

/// Switches off Helidon's service discovery. The server builds the parts it uses by hand, and the search through all
/// libraries took a sixth of the start.
public final class HelidonServices {
    /// The contract under which Helidon 4.5 looks up parameter mappers, although the type is deprecated.
    private static final TypeName MAPPERS =
            TypeName.create("io.helidon.common.mapper.MapperManager");

    private HelidonServices() {}

    /// Call before anything of Helidon is built: its service registry then contains only what is given here. The flavor is set
    /// because the web server would otherwise search all libraries for the feature names that it logs.
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
