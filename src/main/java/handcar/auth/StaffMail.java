package handcar.auth;

import module java.base;

import handcar.jobs.JobResult;

/// A mail to a member of staff, in plain text.
public record StaffMail(String to, String subject, String text) {
    /// Sends mails to staff.
    @FunctionalInterface
    public interface Sender {
        /// @return what becomes of the job that sends it
        JobResult send(StaffMail mail);
    }
}
