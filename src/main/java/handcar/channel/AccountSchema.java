package handcar.channel;

import module java.base;

import handcar.config.EnvironmentValues;
import handcar.config.EnvironmentVariable;
import handcar.config.Secret;
import handcar.text.ResourceProperties;

/// What an account of one kind consists of. From this one declaration follow the form in the admin page, the checks of the
/// API, the account from the environment, the kind's block in `.railway-env.template`, and the table in its docs page.
///
/// @param kind as in `/webhooks/{kind}` and `conversations.channel`
/// @param title what people call the channel
/// @param account the account's id at the provider (`phone_number_id`)
/// @param secrets a webhook secret among them is followed by the former one, which stays valid during a change
/// @param others environment variables of the channel as a whole
public record AccountSchema(
        String kind,
        String title,
        Field account,
        List<Field> settings,
        List<Field> secrets,
        List<Field> others) {

    public AccountSchema {
        List<Field> all = new ArrayList<>();
        for (Field secret : secrets) {
            all.add(secret);
            if (secret.name().equals(ChannelAccount.WEBHOOK_SECRET)) {
                all.add(secret.former());
            }
        }
        settings = List.copyOf(settings);
        secrets = List.copyOf(all);
    }

    /// A schema whose texts for people stand in `account.properties` beside the provider's class: the `title`, and for each
    /// field its label under the field's name and its hint under `….hint`.
    public static AccountSchema of(
            Class<? extends ChannelProvider> provider,
            String kind,
            Field account,
            List<Field> settings,
            List<Field> secrets,
            Field... others) {
        Properties texts = ResourceProperties.read(provider, "account.properties");
        return new AccountSchema(
                kind,
                texts.getProperty("title", kind),
                account.with(texts),
                settings.stream().map(field -> field.with(texts)).toList(),
                secrets.stream().map(field -> field.with(texts)).toList(),
                Stream.of(others).map(field -> field.with(texts)).toList());
    }

    /// One field of an account.
    ///
    /// @param name as in [ChannelAccount#setting] or [ChannelAccount#secret]
    /// @param label for a person, in a few words
    /// @param hint where to find it
    /// @param chosen whether it is a word of our own choice, which the admin page can generate
    /// @param variable where the environment names it
    public record Field(
            String name,
            String label,
            String hint,
            boolean required,
            boolean chosen,
            Optional<EnvironmentVariable> variable) {
        public static Field needed(String name, EnvironmentVariable... variable) {
            return new Field(name, "", "", true, false, Stream.of(variable).findFirst());
        }

        public static Field optional(String name, EnvironmentVariable... variable) {
            return new Field(name, "", "", false, false, Stream.of(variable).findFirst());
        }

        /// A required secret that is a word of our own choice.
        public static Field chosen(String name, EnvironmentVariable variable) {
            return new Field(name, "", "", true, true, Optional.of(variable));
        }

        /// The address of the provider's interface, for accounts that use a stand-in.
        public static Field baseUrl(String usual, String variable) {
            return optional(ChannelAccount.BASE_URL, EnvironmentVariable.url(variable).or(usual))
                    .described("", "Usually " + usual);
        }

        public Field described(String newLabel, String newHint) {
            return new Field(name, newLabel, newHint, required, chosen, variable);
        }

        private Field with(Properties texts) {
            return described(
                    Objects.requireNonNull(texts.getProperty(name), name),
                    texts.getProperty(name + ".hint", hint));
        }

        /// Whether it proves who sends webhooks and is of our own choice, so that it has to be too long to guess.
        boolean mustBeLong() {
            return variable.filter(each -> each.type() == EnvironmentVariable.Type.CHOSEN_SECRET)
                    .isPresent();
        }

        private boolean hasNoDefault() {
            return variable.flatMap(EnvironmentVariable::fallback).isEmpty();
        }

        private Field former() {
            return new Field(
                    ChannelAccount.FORMER_WEBHOOK_SECRET,
                    "Former " + label.substring(0, 1).toLowerCase(Locale.ROOT) + label.substring(1),
                    "Accepted as well while the secret is being changed",
                    false,
                    false,
                    variable.map(EnvironmentVariable::previous));
        }
    }

    /// All fields, the account first.
    public Stream<Field> all() {
        return Stream.of(Stream.of(account), settings.stream(), secrets.stream())
                .flatMap(each -> each);
    }

    /// Every variable of the environment that the channel reads.
    public List<EnvironmentVariable> variables() {
        return Stream.concat(all(), others.stream())
                .flatMap(field -> field.variable().stream())
                .toList();
    }

    /// The account that the environment describes. There is one as soon as a secret, or a setting without a default, is given,
    /// because the start reports half an account as closed but says nothing about a missing one.
    public Optional<ChannelAccount> fromEnvironment(EnvironmentValues environment) {
        Map<String, String> given = new HashMap<>();
        settings.forEach(
                field -> text(field, environment).ifPresent(text -> given.put(field.name(), text)));
        Map<String, Secret> proofs = new HashMap<>();
        secrets.forEach(
                field ->
                        field.variable()
                                .flatMap(environment::secret)
                                .ifPresent(secret -> proofs.put(field.name(), secret)));
        boolean described =
                !proofs.isEmpty()
                        || settings.stream()
                                .filter(field -> given.containsKey(field.name()))
                                .anyMatch(Field::hasNoDefault);
        String id = text(account, environment).orElse("");
        return Optional.of(
                        new ChannelAccount(
                                kind, id, Optional.empty(), Optional.empty(), given, proofs))
                .filter(_ -> described);
    }

    /// The value of a setting in the environment, for accounts that leave it open.
    public Optional<String> usual(String setting, EnvironmentValues environment) {
        return settings.stream()
                .filter(field -> field.name().equals(setting))
                .findFirst()
                .flatMap(field -> text(field, environment));
    }

    private static Optional<String> text(Field field, EnvironmentValues environment) {
        return field.variable().flatMap(environment::text);
    }
}
