package io.helidon.builder.api;

/// Helidon 4.2 dropped this interface; DbClient 4.1.7 was compiled against it. Its exact name and shape are what counts,
/// hence the dollar sign. Reason and end of life: `docs/adr/0001-helidon-mix.md`.
@SuppressWarnings({"deprecation", "removal"})
public interface Prototype$ConfiguredBuilder<BUILDER, PROTOTYPE>
        extends Prototype.Builder<BUILDER, PROTOTYPE> {
    BUILDER config(io.helidon.common.config.Config config);
}
