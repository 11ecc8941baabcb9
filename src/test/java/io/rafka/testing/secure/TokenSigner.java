package io.rafka.testing.secure;

import java.time.Duration;
import java.util.function.Consumer;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** The key of an identity provider, whom brokers believe who a client is. Immutable. */
public final class TokenSigner {
    /** The provider's name in its tokens. */
    public static final String ISSUER = "https://issuer.example/";

    /** Whom the tokens are for. */
    public static final String AUDIENCE = "kafka";

    private final RsaJsonWebKey key;

    private TokenSigner(RsaJsonWebKey key) {
        this.key = key;
    }

    /** With a new key. */
    public static TokenSigner create() {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId("test-key");
            key.setUse("sig");
            key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
            return new TokenSigner(key);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public key as a JWKS, by which others check the tokens. */
    public String keySet() {
        return new JsonWebKeySet(key).toJson();
    }

    /** A good token, from now on. */
    public String sign(String subject, @Nullable String scope, Duration lifetime) {
        return sign(subject, scope, lifetime, claims -> {});
    }

    /** A token that is good but for what {@code change} does to it. */
    public String sign(String subject, @Nullable String scope, Duration lifetime, Consumer<JwtClaims> change) {
        JwtClaims claims = new JwtClaims();
        NumericDate now = NumericDate.now();
        NumericDate end = NumericDate.fromSeconds(now.getValue() + lifetime.toSeconds());
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject(subject);
        claims.setIssuedAt(now);
        claims.setExpirationTime(end);
        claims.setGeneratedJwtId();
        if (scope != null) { // Kafka refuses one that is empty
            claims.setStringClaim("scope", scope);
        }
        change.accept(claims);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
