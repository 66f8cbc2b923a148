package handcar.app;

/// What this build is called; a test holds it equal to the project's version.
final class Version {
    static final String NUMBER = "0.1.0";

    private Version() {}
}
