package handcar.channel.web;

import module java.base;

import handcar.chat.MessageInput;
import handcar.chat.NewContact;
import handcar.http.JsonBody;
import handcar.json.Json;

/// The validated body of a request that opens a conversation.
record OpenConversationInput(
        Optional<String> agent, NewContact visitor, Optional<MessageInput> message) {
    /// Enough for what a page knows about its visitor, too little for use as storage.
    private static final int MOST_ATTRIBUTES = 50;

    private static final int MOST_ATTRIBUTE_BYTES = 10 * 1024;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ID = 200;

    /// RFC 5321 §4.5.3.1.3.
    private static final int LONGEST_EMAIL = 254;

    private static final int LONGEST_PHONE = 40;

    /// @param proven whether the caller vouches for the visitor's identity
    static OpenConversationInput read(JsonBody body, boolean proven) {
        Optional<String> agent = body.findText("agent", 1, LONGEST_NAME);
        NewContact visitor =
                body.findBody("visitor")
                        .map(found -> visitor(found, proven))
                        .orElseGet(NewContact::unknown);
        Optional<String> message = body.findText("message", 1, MessageInput.LONGEST);
        Optional<String> clientId = body.findText("client_id", 1, WebRoutes.LONGEST_CLIENT_ID);
        body.check();
        return new OpenConversationInput(
                agent, visitor, message.map(text -> new MessageInput(text, clientId)));
    }

    private static NewContact visitor(JsonBody body, boolean proven) {
        Optional<String> id = body.findText("external_id", 1, LONGEST_ID);
        return new NewContact(
                id.filter(_ -> proven),
                id.filter(_ -> !proven),
                body.findText("name", 1, LONGEST_NAME),
                email(body),
                body.findText("phone", 1, LONGEST_PHONE),
                attributes(body));
    }

    private static Optional<String> email(JsonBody body) {
        Optional<String> email = body.findText("email", 3, LONGEST_EMAIL);
        if (email.isPresent() && !email.get().matches("[^@\\s]+@[^@\\s]+")) {
            body.fault("email", "must be an e-mail address");
        }
        return email;
    }

    private static Map<String, Object> attributes(JsonBody body) {
        Map<String, Object> attributes = body.object("attributes");
        if (attributes.size() > MOST_ATTRIBUTES
                || Json.bytes(attributes).length > MOST_ATTRIBUTE_BYTES) {
            body.fault(
                    "attributes",
                    "must have at most "
                            + MOST_ATTRIBUTES
                            + " fields and "
                            + MOST_ATTRIBUTE_BYTES
                            + " bytes");
        }
        return attributes;
    }
}
