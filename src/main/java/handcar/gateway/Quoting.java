package handcar.gateway;

/// Has the built-in model answer a question from what the library holds; another room's knowledge, lent to this one.
@FunctionalInterface
public interface Quoting {
    BuiltInReply reply(String question);
}
