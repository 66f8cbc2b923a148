package handcar.app;

import module java.base;

import handcar.config.Config;
import handcar.db.DatabaseWait;
import handcar.db.Migrations;

/// `migrate status|up|down N`: changes the schema by hand. A start applies migrations by itself.
final class MigrateCommand {
    private static final int USAGE = 2;

    private MigrateCommand() {}

    static int run(Config config, List<String> args) {
        try (DatabaseSetup storage = DatabaseSetup.visit(config)) {
            DatabaseWait.with(storage.db()::probe, storage.where(), System.err::println);
            Migrations migrations = new Migrations(storage.db().source());
            return switch (args.isEmpty() ? "status" : args.getFirst()) {
                case "status" -> {
                    migrations.status().forEach(line -> System.out.println(shown(line)));
                    yield 0;
                }
                case "up" -> print(migrations.up(), "applied", "Nothing to apply.");
                case "down" -> down(migrations, args);
                default -> usage();
            };
        }
    }

    private static int down(Migrations migrations, List<String> args) {
        if (args.size() < 2 || !args.get(1).matches("[1-9]\\d{0,3}")) {
            return usage();
        }
        return print(
                migrations.down(Integer.parseInt(args.get(1))),
                "taken back",
                "Nothing to take back.");
    }

    private static int print(List<String> names, String verb, String nothing) {
        names.forEach(name -> System.out.println(verb + " " + name));
        if (names.isEmpty()) {
            System.out.println(nothing);
        }
        return 0;
    }

    private static String shown(Migrations.Line line) {
        return "%04d  %-9s %s"
                .formatted(line.number(), line.applied() ? "applied" : "missing", line.name());
    }

    private static int usage() {
        System.err.println("usage: ./start.sh migrate status | up | down N");
        return USAGE;
    }
}
