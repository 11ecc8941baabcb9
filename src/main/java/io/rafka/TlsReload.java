package io.rafka;

import io.rafka.config.ConfigException;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerTls;
import io.rafka.config.tls.TlsServerMaterial;
import io.rafka.net.Tls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has TLS towards clients follow the settings, and the files that they name. */
final class TlsReload {
    private static final Logger LOGGER = LoggerFactory.getLogger(TlsReload.class);

    private TlsReload() {}

    /** From now on, a change of a setting about TLS happens only if TLS can follow it. */
    static void follow(ServerConfig config, Tls tls) {
        config.prepare(ServerTls.CHANGEABLE, "update TLS configuration", proposed -> {
            TlsServerMaterial next = ServerTls.reload(proposed);
            return () -> {
                tls.use(next);
                next.warnings().forEach(warning -> LOGGER.warn("TLS of clients: {}", warning));
            };
        });
    }

    /** Reads the files anew, for whoever has changed them and not their names. Blocks, as files do. */
    static void again(ServerConfig config) {
        if (!ServerTls.isOn(config)) {
            LOGGER.info("SIGHUP: there is no tls-port, so there are no certificates to read anew");
            return;
        }
        try {
            config.renew();
            LOGGER.info("SIGHUP: new connections get the certificates as they are in the files now");
        } catch (ConfigException e) {
            e.errors().forEach(error -> LOGGER.error("SIGHUP: TLS stays as it was: {}", error));
        }
    }
}
