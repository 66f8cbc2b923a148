package handcar.channel.meta;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.WebhookParser;
import handcar.channel.WebhookRequest;
import handcar.problem.Problem;
import handcar.testing.RandomSeed;

/// Ten thousand ways in which a good request can be made a bad one: a byte of the body changed, added or lost, a character
/// of a proving header changed, added or lost, or the header gone.
public final class RequestForgeries {
    private static final int COUNT = 10_000;

    private final RandomGenerator random = RandomSeed.random();
    private final WebhookRequest good;
    private final List<String> proofs;

    /// @param proofs the headers that verify it, in lower case; each is needed
    public RequestForgeries(WebhookRequest good, String... proofs) {
        this.good = good;
        this.proofs = List.of(proofs);
    }

    /// How many of them the webhook takes for good; what is not refused as unauthorized is thrown on.
    public int accepted(WebhookParser webhook, ChannelAccount account) {
        webhook.verify(good, account); // else nothing below means anything
        int accepted = 0;
        for (int i = 0; i < COUNT; i++) {
            WebhookRequest bad = random.nextInt(3) == 0 ? withBadHeader() : withBadBody();
            try {
                webhook.verify(bad, account);
                accepted++;
            } catch (Problem.Unauthorized _) {
                // as it should be
            }
        }
        return accepted;
    }

    private WebhookRequest withBadBody() {
        return with(good.headers(), spoilt(good.body()));
    }

    private byte[] spoilt(byte[] body) {
        int at = random.nextInt(body.length);
        return switch (random.nextInt(4)) {
            case 0 -> {
                byte[] other = body.clone();
                other[at] ^= (byte) (1 << random.nextInt(8));
                yield other;
            }
            case 1 -> Arrays.copyOf(body, at);
            case 2 -> Arrays.copyOf(body, body.length + 1 + random.nextInt(10));
            default -> {
                byte[] other = new byte[body.length + 1];
                System.arraycopy(body, 0, other, 0, at);
                other[at] = (byte) random.nextInt(256);
                System.arraycopy(body, at, other, at + 1, body.length - at);
                yield other;
            }
        };
    }

    private WebhookRequest withBadHeader() {
        String name = proofs.get(random.nextInt(proofs.size()));
        String value = good.header(name).orElseThrow();
        Map<String, List<String>> headers = new HashMap<>(good.headers());
        String other = spoilt(value);
        if (other.equalsIgnoreCase(value)) {
            headers.remove(name);
        } else {
            headers.put(name, List.of(other));
        }
        return with(headers, good.body());
    }

    private String spoilt(String value) {
        int at = random.nextInt(value.length());
        char c = "0123456789abcdef=,. Z".charAt(random.nextInt(21));
        return switch (random.nextInt(4)) {
            case 0 -> value.substring(0, at) + c + value.substring(at + 1);
            case 1 -> value.substring(0, at);
            case 2 -> value.substring(0, at) + c + value.substring(at);
            default -> value; // gone
        };
    }

    private WebhookRequest with(Map<String, List<String>> headers, byte[] body) {
        return new WebhookRequest(good.event(), good.url(), headers, good.query(), body, good.at());
    }
}
