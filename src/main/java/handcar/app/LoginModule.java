package handcar.app;

import module java.base;

import handcar.audit.AuditLog;
import handcar.auth.AccountRoutes;
import handcar.auth.AuthRoutes;
import handcar.auth.Invitations;
import handcar.auth.LoginMethods;
import handcar.auth.MailedCodes;
import handcar.auth.SecondFactorRoutes;
import handcar.auth.SecondFactors;
import handcar.auth.SessionList;
import handcar.auth.Sessions;
import handcar.auth.StaffMailJob;
import handcar.auth.Users;
import handcar.channel.email.StaffMailSender;
import handcar.config.Config;
import handcar.config.SigningSecrets;
import handcar.db.Database;
import handcar.jobs.JobSpec;
import handcar.net.AddressGuard;

import io.helidon.webserver.http.HttpService;

/// The people of staff and the ways they log in: passwords, second factors, invitations and mailed codes.
record LoginModule(
        Infrastructure infra,
        SecondFactors factors,
        LoginMethods logins,
        List<HttpService> routes,
        List<JobSpec> jobs)
        implements Module {
    static LoginModule of(Infrastructure infra, AuthModule auth) {
        Database db = infra.db();
        AuditLog audit = auth.audit();
        Sessions sessions = auth.sessions();
        SigningSecrets signing = infra.config().security().signing();
        MailedCodes mailed = new MailedCodes(signing);
        SessionList list = new SessionList(db, audit, sessions);
        Users users = new Users(db, audit, sessions, mailed);
        SecondFactors factors = new SecondFactors(db, infra.encryption());
        LoginMethods logins = new LoginMethods(db, audit, sessions, factors, mailed);
        StaffMailJob mails = mails(infra, mailed);
        Invitations invitations = new Invitations(db, audit, signing, mails);
        AuthRoutes log = new AuthRoutes(auth.auth(), sessions, logins, list, users, auth.clients());
        return new LoginModule(
                infra,
                factors,
                logins,
                List.of(
                        log,
                        new AccountRoutes(auth.auth(), invitations, mails, logins, users, log),
                        new SecondFactorRoutes(
                                auth.auth(), db, audit, factors, users, auth.clients())),
                List.of(mails.spec()));
    }

    /// Mails to staff go by the environment's mail server; their links lead to the public address.
    private static StaffMailJob mails(Infrastructure infra, MailedCodes mailed) {
        Config config = infra.config();
        String local = "http://localhost:" + config.server().port();
        return new StaffMailJob(
                infra.db(),
                infra.jobs(),
                infra.encryption(),
                mailed,
                StaffMailSender.of(
                        config.channels(),
                        AddressGuard.publicAnd(config.security().trustedHosts())),
                config.server().publicUrl().orElse(local));
    }

    /// Encrypts anew what a former key encrypted; a few rows, so it is done before the first request.
    @Override
    public void start() {
        if (!infra.config().security().formerEncryptionKeys().isEmpty()) {
            infra.db().runTx(tx -> factors.reseal(tx));
        }
    }
}
