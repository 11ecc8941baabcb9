package io.rafka.config.server;

import io.rafka.config.ConfigErrors;
import io.rafka.config.ConfigException;
import io.rafka.config.NearestName;
import io.rafka.config.Secrets;
import io.rafka.config.server.Setting.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    /** Who must be ready for a change before it happens. */
    public interface Preparation {
        /**
         * Gets ready. May block.
         *
         * @param proposed how everything would be set
         * @return what makes the change, which cannot fail
         * @throws ConfigException if the settings do not go together, or what they name is not as it must be
         */
        Runnable prepare(ServerConfig proposed) throws ConfigException;
    }

    private record Prepared(Set<Setting<?>> settings, String what, Preparation preparation) {}

    private final Map<Setting<?>, Place> places = new HashMap<>();
    private final List<Prepared> prepared = new CopyOnWriteArrayList<>();
    /** Held over a change that somebody prepares for. */
    private final Object preparing = new Object();

    private ServerConfig() throws ConfigException {
        for (Setting<?> setting : ServerSettings.all()) {
            places.put(setting, new Place(new Value(setting.type().parse(setting.defaultText()), DEFAULT)));
        }
    }

    /** As another one is now. */
    private ServerConfig(ServerConfig other) {
        other.places.forEach((setting, place) -> places.put(setting, new Place(place.value)));
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
            put(setting, setting.type().parse(text), given.origin());
        } catch (ConfigException e) {
            throw e.in(given.origin());
        }
    }

    /** In one step: two clients may change parts of the same value. */
    @SuppressWarnings("unchecked") // each is of the setting's own type
    private <T> void put(Setting<T> setting, Object given, String origin) {
        Place place = place(setting);
        synchronized (place) {
            place.value = new Value(setting.type().over((T) place.value.value(), (T) given), origin);
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

    /**
     * Has somebody prepare for changes of some settings. They then happen only if that succeeds, and one at a time.
     *
     * @param what cannot be done if it does not, for the message: {@code update TLS configuration}
     */
    public void prepare(Set<Setting<?>> settings, String what, Preparation preparation) {
        prepared.add(new Prepared(Set.copyOf(settings), what, preparation));
    }

    /**
     * Whether somebody prepares for the change of one of these: {@link #set} may then block, and must not be called on
     * an event loop.
     *
     * @param names of settings, or of none
     */
    public boolean isPreparedFor(Collection<String> names) {
        return prepared.stream()
                .flatMap(each -> each.settings().stream())
                .anyMatch(setting -> names.contains(setting.name()));
    }

    /**
     * Does again what was done for the settings as they are: for whoever has changed what they name.
     *
     * @return how often there was something to do
     * @throws ConfigException if it cannot be done; all is as before then
     */
    public int renew() throws ConfigException {
        synchronized (preparing) {
            List<Runnable> ready = new ArrayList<>();
            for (Prepared each : prepared) {
                ready.add(each.preparation().prepare(this));
            }
            ready.forEach(Runnable::run);
            return ready.size();
        }
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
     * Changes settings while the server runs: all of them, or none. Does not block, unless {@link #isPreparedFor}.
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
        if (isPreparedFor(changes.keySet())) {
            synchronized (preparing) {
                List<Runnable> ready = prepareFor(checked, changes.keySet());
                take(checked);
                ready.forEach(Runnable::run);
            }
        } else {
            take(checked);
        }
    }

    private List<Runnable> prepareFor(Map<Setting<?>, Value> changes, Set<String> names) throws SettingException {
        ServerConfig proposed = new ServerConfig(this);
        proposed.take(changes);
        List<Runnable> ready = new ArrayList<>();
        for (Prepared each : prepared) {
            // In the order in which they were given, so that the first is named.
            Optional<String> first = names.stream()
                    .filter(name -> each.settings().stream()
                            .anyMatch(setting -> setting.name().equals(name)))
                    .findFirst();
            if (first.isPresent()) {
                try {
                    ready.add(each.preparation().prepare(proposed));
                } catch (ConfigException e) {
                    throw SettingException.bad(first.get(), e.in("Unable to " + each.what()));
                }
            }
        }
        return ready;
    }

    private void take(Map<Setting<?>, Value> changes) {
        changes.forEach((setting, value) -> put(setting, value.value(), value.origin()));
        changes.keySet().forEach(setting -> {
            Object value = place(setting).value.value();
            place(setting).told.forEach(each -> each.accept(value));
        });
    }
}
