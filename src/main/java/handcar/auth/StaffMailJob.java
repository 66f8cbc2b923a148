package handcar.auth;

import module java.base;

import handcar.db.Database;
import handcar.db.Tx;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobQueue;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;
import handcar.jobs.JobSpec;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.text.Sha256;

/// Writes and sends mails with links and codes. What a request asks for is looked up here and not before it is answered, so that
/// neither the answer nor its time tells whether there is such an account. What stands in the job is encrypted.
public final class StaffMailJob implements JobHandler {
    private static final String KIND = "staff-mail";
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final int TRIES = 5;

    private final Database db;
    private final JobQueue jobs;
    private final SecretEncryption encryption;
    private final MailedCodes codes;
    private final Optional<StaffMail.Sender> sender;
    private final String url;

    /// @param sender empty when no mail server is set
    /// @param url where this server is reached, without a slash at the end
    public StaffMailJob(
            Database db,
            JobQueue jobs,
            SecretEncryption encryption,
            MailedCodes codes,
            Optional<StaffMail.Sender> sender,
            String url) {
        this.db = db;
        this.jobs = jobs;
        this.encryption = encryption;
        this.codes = codes;
        this.sender = sender;
        this.url = url;
    }

    public JobSpec spec() {
        return JobSpec.of(KIND, 2, LEASE, this);
    }

    /// Whether mails can be sent.
    boolean canSend() {
        return sender.isPresent();
    }

    /// Where this server is reached.
    String url() {
        return url;
    }

    /// Sends a mail after the transaction.
    void send(Tx tx, StaffMail mail) {
        enqueue(
                tx,
                mail.to() + "\n" + mail.text(),
                Map.of("to", mail.to(), "subject", mail.subject(), "text", mail.text()));
    }

    /// Sends a code to the account of this e-mail, if there is one.
    void sendCode(MailedCodes.Purpose purpose, String email) {
        Map<String, Object> wanted = Map.of("purpose", purpose.wire(), "email", email);
        db.runTx(tx -> enqueue(tx, purpose.wire() + "\n" + email, wanted));
    }

    private void enqueue(Tx tx, String about, Map<String, Object> mail) {
        String sealed = encryption.seal(Json.text(mail), KIND);
        jobs.enqueue(
                tx,
                JobRequest.of(KIND)
                        .about(Sha256.hex(about.getBytes(StandardCharsets.UTF_8)))
                        .with(Map.of("sealed", sealed))
                        .tries(TRIES));
    }

    @Override
    public JobResult run(Job job) {
        if (sender.isEmpty()) {
            return new JobResult.Dead("No mail server is set.");
        }
        JsonView wanted =
                new JsonView(
                        Json.object(
                                encryption.open(job.payload().text("sealed").orElse(""), KIND)));
        return mail(wanted, job.attempt() > 1)
                .map(mail -> sender.get().send(mail))
                .orElseGet(JobResult.Done::new);
    }

    private Optional<StaffMail> mail(JsonView wanted, boolean again) {
        Optional<String> purpose = wanted.text("purpose");
        if (purpose.isEmpty()) {
            return Optional.of(
                    new StaffMail(
                            wanted.text("to").orElse(""),
                            wanted.text("subject").orElse(""),
                            wanted.text("text").orElse("")));
        }
        MailedCodes.Purpose of = MailedCodes.Purpose.of(purpose.get());
        return db.tx(
                tx ->
                        UserStore.login(tx, wanted.text("email").orElse(""))
                                .map(UserStore.Login::user)
                                .filter(user -> !user.disabled())
                                .flatMap(
                                        user ->
                                                codes.issue(tx, of, user.id(), again)
                                                        .map(code -> mail(of, user, code))));
    }

    private StaffMail mail(MailedCodes.Purpose purpose, User user, String code) {
        return switch (purpose) {
            case PASSWORD_RESET ->
                    new StaffMail(
                            user.email(),
                            "A new password for Handcar",
                            """
                            Somebody, probably you, wants to choose a new password at %1$s.

                            This link works once, within an hour:
                            %1$s/admin#reset=%2$s

                            If it was not you, ignore this mail: nothing has changed.
                            """
                                    .formatted(url(), code));
            case LOG_IN ->
                    new StaffMail(
                            user.email(),
                            code + " is your code for Handcar",
                            """
                            Your code to log in at %s:

                            %s

                            It works once, within ten minutes. If you did not ask for it, ignore this mail and tell nobody the code.
                            """
                                    .formatted(url(), code));
        };
    }
}
