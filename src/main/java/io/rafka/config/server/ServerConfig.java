package io.rafka.config.server;

import io.rafka.config.ConfigErrors;
import io.rafka.config.ConfigException;
import io.rafka.config.NearestName;
import io.rafka.config.Secrets;
import io.rafka.config.server.Setting.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The values of all settings, and where each came from.
 *
 * <p>Threading: any thread. A reader sees a change of one setting at once; readers that ask again each time need not be
 * told.
 */
public final class ServerConfig {
    /** Where a value comes from that nobody has given. */
    public static final String DEFAULT = "default";

    private record Value(Object value, String origin) {}

    /** Where a setting's value stands as long as the server runs. */
    private static final class Place {
        private volatile Value value;
        private final List<Consumer<Object>> told = new CopyOnWriteArrayList<>();

        Place(Value value) {
            this.value = value;
        }
    }

    private final Map<Setting<?>, Place> places = new HashMap<>();

    private ServerConfig() throws ConfigException {
        for (Setting<?> setting : ServerSettings.all()) {
            places.put(setting, new Place(new Value(setting.type().parse(setting.defaultText()), DEFAULT)));
        }
    }

    /** A configuration in which nothing is set. */
    public static ServerConfig defaults() {
        try {
            return of(List.of());
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Checks what is given, and takes it.
     *
     * @param given a later value wins over an earlier one of the same setting
     * @throws ConfigException with all that is wrong, the values that do not win included
     */
    public static ServerConfig of(List<Given> given) throws ConfigException {
        ServerConfig config = new ServerConfig();
        ConfigErrors errors = new ConfigErrors();
        for (Given one : given) {
            errors.collect(() -> config.take(one));
        }
        errors.throwIfAny();
        return config;
    }

    private void take(Given given) throws ConfigException {
        Setting<?> setting = ServerSettings.find(given.setting())
                .orElseThrow(() -> new ConfigException(given.origin() + ": " + unknown(given.setting())));
        try {
            String text = setting.type().isSecret() ? Secrets.resolve(given.value()) : given.value();
            place(setting).value = new Value(setting.type().parse(text), given.origin());
        } catch (ConfigException e) {
            throw e.in(given.origin());
        }
    }

    private static String unknown(String name) {
        return NearestName.unknown(
                "setting",
                name,
                ServerSettings.all().stream().map(Setting::name).toList());
    }

    /** The value in effect now. */
    @SuppressWarnings("unchecked") // put there by the setting's own type
    public <T> T get(Setting<T> setting) {
        return (T) place(setting).value.value();
    }

    /**
     * The value in effect whenever it is asked for: for those who ask with each command, and need not look for its
     * place each time.
     */
    @SuppressWarnings("unchecked") // put there by the setting's own type
    public <T> Supplier<T> following(Setting<T> setting) {
        Place place = place(setting);
        return () -> (T) place.value.value();
    }

    /**
     * Tells the value in effect now, and each that it is changed to, on the thread that changes it: for what cannot ask
     * each time, as a library.
     */
    @SuppressWarnings("unchecked") // put there by the setting's own type
    public <T> void tell(Setting<T> setting, Consumer<T> told) {
        place(setting).told.add(value -> told.accept((T) value));
        told.accept(get(setting));
    }

    private Place place(Setting<?> setting) {
        return Objects.requireNonNull(places.get(setting), setting.name());
    }

    /** A size in bytes; where it is 0, this part of the heap: 4 is a quarter. */
    public long bytesOrPartOfHeap(Setting<Long> setting, int part) {
        long given = get(setting);
        return given > 0 ? given : Runtime.getRuntime().maxMemory() / part;
    }

    /** The value for a user's eyes: a secret is masked. */
    public <T> String shown(Setting<T> setting) {
        String text = setting.type().format(get(setting));
        return setting.type().isSecret() && !text.isEmpty() ? Secrets.MASK : text;
    }

    /** Where the value came from. */
    public String origin(Setting<?> setting) {
        return place(setting).value.origin();
    }

    /**
     * Changes settings while the server runs: all of them, or none.
     *
     * @param changes new values by name; in the order in which they are checked
     * @param origin who changes them, for {@link #origin}
     * @throws SettingException for the first that cannot be changed so
     */
    public void set(Map<String, String> changes, String origin) throws SettingException {
        // As Redis: what has a wrong name is told before what has a wrong value.
        for (String name : changes.keySet()) {
            Setting<?> setting = ServerSettings.find(name).orElseThrow(() -> SettingException.unknown(name));
            if (setting.change() == Change.AT_START) {
                throw SettingException.immutable(name);
            }
        }
        Map<Setting<?>, Value> checked = new HashMap<>();
        for (Map.Entry<String, String> change : changes.entrySet()) {
            Setting<?> setting = ServerSettings.find(change.getKey()).orElseThrow();
            if (setting.type().isSecret() && Secrets.isReference(change.getValue())) {
                throw SettingException.reference(change.getKey());
            }
            try {
                checked.put(setting, new Value(setting.type().parse(change.getValue()), origin));
            } catch (ConfigException e) {
                throw SettingException.bad(change.getKey(), e);
            }
        }
        checked.forEach((setting, value) -> place(setting).value = value);
        checked.forEach((setting, value) -> place(setting).told.forEach(each -> each.accept(value.value())));
    }
}
