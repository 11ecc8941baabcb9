package io.rafka.config.server;

import io.rafka.config.ConfigErrors;
import io.rafka.config.ConfigException;
import io.rafka.config.tls.TlsServerMaterial;
import io.rafka.config.tls.TlsServerOptions;
import io.rafka.config.tls.TlsServerSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what the settings about TLS name. Blocks, as files do. Any thread. */
public final class ServerTls {
    /** Those that can be changed while the server runs; each takes effect with all others. */
    public static final Set<Setting<?>> CHANGEABLE = Set.of(
            TlsSettings.TLS_CERT_FILE,
            TlsSettings.TLS_KEY_FILE,
            TlsSettings.TLS_KEY_FILE_PASS,
            TlsSettings.TLS_CA_CERT_FILE,
            TlsSettings.TLS_CA_CERT_DIR,
            TlsSettings.TLS_AUTH_CLIENTS,
            TlsSettings.TLS_PROTOCOLS,
            TlsSettings.TLS_CIPHERS,
            TlsSettings.TLS_CIPHERSUITES,
            TlsSettings.TLS_PREFER_SERVER_CIPHERS,
            TlsSettings.TLS_SESSION_CACHING,
            TlsSettings.TLS_SESSION_CACHE_SIZE,
            TlsSettings.TLS_SESSION_CACHE_TIMEOUT);

    private ServerTls() {}

    /** Whether there is a port for TLS. */
    public static boolean isOn(ServerConfig config) {
        return config.get(TlsSettings.TLS_PORT) > 0;
    }

    /**
     * At the start: what is wrong is told with where the setting comes from.
     *
     * @return null without TLS
     * @throws ConfigException with all that is wrong
     */
    public static @Nullable TlsServerMaterial load(ServerConfig config) throws ConfigException {
        return isOn(config) ? read(config, setting -> origin(config, setting)) : null;
    }

    /**
     * Later: what is wrong is told by the names of settings, whoever has set them.
     *
     * @throws ConfigException with all that is wrong
     */
    public static TlsServerMaterial reload(ServerConfig config) throws ConfigException {
        return read(config, Setting::name);
    }

    private static String origin(ServerConfig config, Setting<?> setting) {
        String origin = config.origin(setting);
        return origin.equals(ServerConfig.DEFAULT) ? setting.name() : origin;
    }

    private static TlsServerMaterial read(ServerConfig config, Function<Setting<?>, String> origins)
            throws ConfigException {
        ConfigErrors errors = new ConfigErrors();
        TlsServerMaterial material = new TlsServerSource(
                        name -> Optional.of(text(config, setting(name))),
                        name -> origins.apply(setting(name)),
                        options(config),
                        errors)
                .load();
        errors.throwIfAny();
        if (material == null) {
            throw new IllegalStateException("neither TLS nor an error");
        }
        return material;
    }

    private static Setting<?> setting(String name) {
        return ServerSettings.find(name).orElseThrow();
    }

    private static <T> String text(ServerConfig config, Setting<T> setting) {
        return setting.type().format(config.get(setting));
    }

    private static TlsServerOptions options(ServerConfig config) {
        return new TlsServerOptions(
                config.get(TlsSettings.TLS_PROTOCOLS),
                config.get(TlsSettings.TLS_AUTH_CLIENTS),
                config.get(TlsSettings.TLS_PREFER_SERVER_CIPHERS),
                config.get(TlsSettings.TLS_SESSION_CACHING),
                config.get(TlsSettings.TLS_SESSION_CACHE_SIZE),
                Math.toIntExact(
                        config.get(TlsSettings.TLS_SESSION_CACHE_TIMEOUT).toSeconds()));
    }
}
