package handcar.channel;

import module java.base;

import handcar.problem.Problem;
import handcar.testing.RandomSeed;

/// Ten thousand requests that are nearly right.
public final class RequestMutations {
    private static final int COUNT = 10_000;

    private final Random random = RandomSeed.random();
    private final WebhookRequest good;
    private final List<String> accepted = new ArrayList<>();

    public RequestMutations(WebhookRequest good) {
        this.good = good;
    }

    /// Those that the webhook takes for good, when one of these parts is changed by a byte: the `body`, the `url`, or a
    /// header by its name in lower case.
    public List<String> accepted(WebhookParser webhook, ChannelAccount account, String... parts) {
        webhook.verify(good, account); // else nothing below means anything
        for (int i = 0; i < COUNT; i++) {
            WebhookRequest bad = mutated(parts[i % parts.length]);
            if (passes(bad, webhook, account)) {
                accepted.add(bad.url() + " " + bad.headers() + " " + bad.text());
            }
        }
        return accepted;
    }

    private static boolean passes(
            WebhookRequest bad, WebhookParser webhook, ChannelAccount account) {
        try {
            webhook.verify(bad, account);
            return true;
        } catch (Problem.Unauthorized e) {
            return false;
        }
    }

    private WebhookRequest mutated(String part) {
        return switch (part) {
            case "body" -> with(good.url(), good.headers(), mutated(good.body()));
            case "url" ->
                    with(mutated(good.url(), StandardCharsets.UTF_8), good.headers(), good.body());
            default -> {
                Map<String, List<String>> headers = new HashMap<>(good.headers());
                headers.put(
                        part,
                        random.nextInt(50) == 0
                                ? List.of()
                                : List.of(
                                        mutated(
                                                good.header(part).orElseThrow(),
                                                StandardCharsets.ISO_8859_1)));
                yield with(good.url(), headers, good.body());
            }
        };
    }

    private WebhookRequest with(String url, Map<String, List<String>> headers, byte[] body) {
        return new WebhookRequest(good.event(), url, headers, good.query(), body, good.at());
    }

    private String mutated(String text, java.nio.charset.Charset read) {
        return new String(mutated(text.getBytes(StandardCharsets.UTF_8)), read);
    }

    /// One byte changed, added or taken away.
    private byte[] mutated(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        int how = random.nextInt(3);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(bytes, 0, at);
        if (how == 0) {
            changed.write(bytes[at] ^ (1 << random.nextInt(8)));
        } else if (how == 1) {
            changed.write(random.nextInt(256));
        }
        int from = how == 1 ? at : at + 1;
        changed.write(bytes, from, bytes.length - from);
        return changed.toByteArray();
    }
}
