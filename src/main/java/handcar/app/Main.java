package handcar.app;

import module java.base;

import handcar.config.Config;
import handcar.config.ConfigException;
import handcar.config.Logging;
import handcar.problem.Problem;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// The command line: `serve` (the default), `migrate status|up|down N`, `doctor`, `--print-config`.
public final class Main {
    /// The exit code of a command that was used wrongly.
    private static final int USAGE = 2;

    /// How long a link to log in is valid.
    private static final Duration LINK_LIFETIME = Duration.ofMinutes(10);

    private static final Logger LOG = System.getLogger(Main.class.getName());

    private Main() {}

    public static void main(String[] args) {
        // numbers in SQL, headers and protocols are written in the same digits on every machine
        Locale.setDefault(Locale.ROOT);
        int code;
        try {
            code = run(Arrays.asList(args));
        } catch (Exception | Error e) {
            // whatever it is: threads that still run must not keep a broken process alive
            code = stopped(e);
        }
        System.exit(code);
    }

    private static int run(List<String> args) throws Exception {
        Config config;
        try {
            config = Config.read(ChannelModule.variables());
        } catch (ConfigException e) {
            System.err.println("Handcar cannot start with these settings:");
            e.mistakes().forEach(mistake -> System.err.println("  " + mistake));
            return USAGE;
        }
        Logging.start(config.server().logFormat(), config.server().logLevel());
        String command = args.isEmpty() ? "serve" : args.getFirst();
        List<String> rest = args.isEmpty() ? List.of() : args.subList(1, args.size());
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
    }

    private static int stopped(Throwable e) {
        System.err.println("Handcar stops: " + sentence(e));
        LOG.log(Level.DEBUG, "start.failed", e);
        return 1;
    }

    /// The message, with the innermost cause where the message does not contain it.
    private static String sentence(Throwable e) {
        Throwable inner = e;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String message = Objects.requireNonNullElse(e.getMessage(), e.toString());
        String reason = Objects.requireNonNullElse(inner.getMessage(), inner.toString());
        return message.contains(reason) ? message : message + ": " + reason;
    }

    private static int print(Config config) {
        System.out.print(config.print());
        return 0;
    }

    private static int serve(Config config) throws Exception {
        config.notes().forEach(note -> LOG.log(Level.INFO, note));
        Application application = new Application(config);
        ShutdownHook hook = ShutdownHook.install(application);
        try {
            application.start();
        } catch (Exception | Error e) {
            hook.startFailed();
            throw e;
        }
        welcome(config, application);
        hook.await();
        return 0;
    }

    /// Prints the address of an installation without settings, with a link that logs in; a configured server logs one line.
    private static void welcome(Config config, Application application) {
        String url =
                config.server()
                        .publicUrl()
                        .orElseGet(() -> "http://localhost:" + application.port());
        LOG.log(Level.INFO, "server.ready version=" + Application.VERSION + " url=" + url);
        switch (config.security().adminTokenOrigin()) {
            case GENERATED -> printLink(config, application, url);
            case DERIVED -> Thread.ofVirtual().start(() -> offerLinks(application, url));
            case GIVEN -> {}
        }
    }

    private static void printLink(Config config, Application application, String url) {
        System.out.println(
                """

                  Chat:   %1$s
                  Admin:  %1$s/admin#code=%2$s

                  The Admin link works once, for ten minutes. After that log in with the admin token, which was made for
                  you and is kept in %3$s. Set ADMIN_TOKEN to choose your own.
                """
                        .formatted(
                                url,
                                application.loginCode(),
                                config.storage().dataDir().resolve("secrets.env")));
    }

    /// Where nobody knows an admin token, links in the log let the first owner in: a new one whenever the former one has ended.
    private static void offerLinks(Application application, String url) {
        try {
            while (offersLink(application, url)) {
                Thread.sleep(LINK_LIFETIME);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// False when nobody needs a link any more; a database that does not answer is asked again later.
    private static boolean offersLink(Application application, String url) {
        try {
            if (application.hasOwner()) {
                return false;
            }
            LOG.log(
                    Level.INFO,
                    "admin.link url="
                            + url
                            + "/admin#code="
                            + application.loginCode()
                            + " note=\"works once, for ten minutes; another one follows until"
                            + " an owner has a password\"");
        } catch (Problem.Unavailable e) {
            LOG.log(Level.WARNING, "admin.link_failed error=" + Logging.quoted(e));
        }
        return true;
    }
}
