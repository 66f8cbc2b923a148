package handcar.channel.web;

import module java.base;

import handcar.chat.ContactLimits;
import handcar.chat.MessageInput;
import handcar.chat.NewContact;
import handcar.http.JsonBody;
import handcar.text.TextSanitizer;

/// The validated body of a request that opens a conversation.
record OpenConversationInput(
        Optional<String> agent,
        NewContact visitor,
        Optional<MessageInput> message,
        Optional<WorkChallenge.Work> work) {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ID = 200;

    private static final int LONGEST_PHONE = 40;
    private static final int LONGEST_WORK = 100;

    /// Three to twenty digits, with what people write between them and an extension.
    private static final Pattern PHONE =
            Pattern.compile(
                    "(?iU)(?:tel:)?[+(]*\\d(?:[\\p{Z}()./\\p{Pd}]*\\d){2,19}"
                            + "(?:[\\p{Z},;]*(?:x|ext\\.?|#)[\\p{Z}=]*\\d{1,6})?");

    private static final String NOT_STRAIGHT =
            "must not have control characters or such as turn the direction of letters";

    /// Tells what is wrong with the proof of a visitor's id.
    @FunctionalInterface
    interface IdentityCheck {
        /// @param agent the agent's slug or id, if the visitor names one
        Optional<String> fault(Optional<String> agent, String externalId, String identity);
    }

    /// @param known whether the caller has a key, and so vouches for the visitor's identity
    static OpenConversationInput read(JsonBody body, boolean known, IdentityCheck check) {
        Optional<String> agent = body.findText("agent", 1, LONGEST_NAME);
        NewContact visitor =
                body.findBody("visitor")
                        .map(found -> visitor(found, known, agent, check))
                        .orElseGet(NewContact::unknown);
        Optional<String> message = body.findText("message", 1, MessageInput.LONGEST);
        Optional<String> clientId = body.findText("client_id", 1, WebRoutes.LONGEST_CLIENT_ID);
        Optional<WorkChallenge.Work> work =
                body.findBody("work")
                        .map(
                                done ->
                                        new WorkChallenge.Work(
                                                done.text("challenge", 1, LONGEST_WORK),
                                                done.text("answer", 1, LONGEST_WORK)));
        body.check();
        return new OpenConversationInput(
                agent, visitor, message.map(text -> new MessageInput(text, clientId)), work);
    }

    private static NewContact visitor(
            JsonBody body, boolean known, Optional<String> agent, IdentityCheck check) {
        Optional<String> id = body.findText("external_id", 1, LONGEST_ID);
        id.filter(text -> !TextSanitizer.isStraight(text))
                .ifPresent(_ -> body.fault("external_id", NOT_STRAIGHT));
        Optional<String> identity = body.findText("identity", 1, LONGEST_ID);
        identity.flatMap(
                        proof ->
                                id.map(named -> check.fault(agent, named, proof))
                                        .orElse(
                                                Optional.of(
                                                        "proves an external_id, and needs one")))
                .ifPresent(why -> body.fault("identity", why));
        boolean proven = known || identity.isPresent();
        return new NewContact(
                id.filter(_ -> proven),
                id.filter(_ -> !proven),
                body.findName("name", LONGEST_NAME),
                EmailAddress.find(body),
                phone(body),
                attributes(body));
    }

    private static Optional<String> phone(JsonBody body) {
        Optional<String> phone = body.findName("phone", LONGEST_PHONE);
        phone.filter(text -> !PHONE.matcher(text).matches())
                .ifPresent(_ -> body.fault("phone", "must be a phone number"));
        return phone;
    }

    private static Map<String, Object> attributes(JsonBody body) {
        Map<String, Object> attributes = body.object("attributes");
        if (!ContactLimits.namesAreStraight(attributes)) {
            body.fault("attributes", NOT_STRAIGHT);
        }
        ContactLimits.fault(attributes).ifPresent(fault -> body.fault("attributes", fault));
        return attributes;
    }
}
