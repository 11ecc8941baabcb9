package io.rafka.kafka;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;

/** What a login or a TLS handshake failed of, in words that say whose fault it is. */
final class HandshakeFailure {
    private HandshakeFailure() {}

    /** One line; never empty. */
    static String reason(Throwable failure) {
        Throwable cause = KafkaErrors.innermost(failure);
        String message = String.valueOf(cause.getMessage()).strip().replaceAll("\\R+", " ");
        String meaning = meaning(cause, message);
        return meaning.isEmpty() ? message : meaning + " (" + message + ")";
    }

    private static String meaning(Throwable cause, String message) {
        if (cause instanceof CertificateExpiredException) {
            return "the broker's certificate has expired";
        }
        if (cause instanceof CertificateNotYetValidException) {
            return "the broker's certificate is not valid yet";
        }
        if (cause instanceof CertificateRevokedException) {
            return "the broker's certificate is revoked";
        }
        if (message.contains("certification path")) {
            return "the broker's certificate is not of an authority that we trust";
        }
        if (message.contains("fatal alert") && message.contains("certificate")) {
            return "the broker does not take our certificate, or needs one";
        }
        return "";
    }
}
