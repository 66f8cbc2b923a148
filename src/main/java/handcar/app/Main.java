package handcar.app;

import handcar.config.Config;
import handcar.config.ConfigException;
import handcar.config.Logging;
import handcar.db.Migrations.SchemaException;

import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;

/// The command line: `serve` (the default), `migrate status|up|down N`, `doctor`, `--print-config`.
public final class Main {
    /// What a shell calls a command that was used wrongly.
    private static final int USAGE = 2;

    private Main() {}

    public static void main(String[] args) throws Exception {
        System.exit(run(Arrays.asList(args)));
    }

    private static int run(List<String> args) throws Exception {
        Config config;
        try {
            config = Config.read();
        } catch (ConfigException e) {
            System.err.println("Handcar cannot start with these settings:");
            e.mistakes().forEach(mistake -> System.err.println("  " + mistake));
            return USAGE;
        } catch (UncheckedIOException e) {
            return stopped(e);
        }
        Logging.start(config.server().logFormat(), config.server().logLevel());
        String command = args.isEmpty() ? "serve" : args.getFirst();
        List<String> rest = args.isEmpty() ? List.of() : args.subList(1, args.size());
        try {
            return switch (command) {
                case "serve" -> serve(config);
                case "migrate" -> MigrateCommand.run(config, rest);
                case "doctor" -> DoctorCommand.run(config);
                case "--print-config", "print-config" -> print(config);
                default -> {
                    System.err.println("Unknown command " + command + "; see ./start.sh --help");
                    yield USAGE;
                }
            };
        } catch (SchemaException | IllegalStateException | UncheckedIOException e) {
            return stopped(e);
        }
    }

    private static int stopped(RuntimeException e) {
        System.err.println("Handcar stops: " + e.getMessage());
        System.getLogger(Main.class.getName()).log(Level.DEBUG, "stopped", e);
        return 1;
    }

    private static int print(Config config) {
        System.out.print(config.print());
        return 0;
    }

    private static int serve(Config config) throws Exception {
        Application handcar = new Application(config);
        ShutdownHook shutdownHook = ShutdownHook.arrange(handcar);
        try {
            handcar.start();
        } catch (Exception | Error e) {
            shutdownHook.forFailure();
            throw e;
        }
        welcome(config, handcar.port());
        shutdownHook.await();
        return 0;
    }

    /// Who set nothing must learn the address and the token that were made for them; a configured server says one line.
    private static void welcome(Config config, int port) {
        String url = config.server().publicUrl().orElse("http://localhost:" + port);
        Logger log = System.getLogger(Main.class.getName());
        log.log(Level.INFO, "Handcar " + Version.NUMBER + " is ready at " + url);
        if (config.security().generated()) {
            System.out.println(
                    """

                      Chat:   %1$s
                      Admin:  %1$s/admin#token=%2$s

                      The token was made for you and is kept in %3$s. Set ADMIN_TOKEN to choose your own.
                    """
                            .formatted(
                                    url,
                                    config.security().adminToken().reveal(),
                                    config.storage().dataDir().resolve("secrets.env")));
        }
    }
}
