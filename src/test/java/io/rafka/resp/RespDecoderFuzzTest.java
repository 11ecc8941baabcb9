package io.rafka.resp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/**
 * What a client may send at all. A normal build runs the seeds in the resources, good and bad. Jazzer makes up more
 * with {@code JAZZER_FUZZ=1 mvn surefire:test -Dtest=RespDecoderFuzzTest "-Dtest.jvm.arguments=-Xmx1g
 * -Djazzer.hooks=true"}; the hooks are off otherwise, because they would change the classes that all other tests see.
 */
class RespDecoderFuzzTest {
    private static final RespLimits LIMITS = new RespLimits(65_536, 1_000, 1_024);

    @FuzzTest(maxDuration = "1m")
    void decodesAnyBytes(byte[] input) {
        // Anything but requests or a protocol error comes out of here as an exception.
        Decoding whole = Decoding.of(LIMITS, input);

        int at = Math.floorMod(Arrays.hashCode(input), input.length + 1);
        Decoding inTwo = Decoding.of(LIMITS, Arrays.copyOf(input, at), Arrays.copyOfRange(input, at, input.length));
        assertThat(inTwo).as("split at %d", at).hasToString(whole.toString());

        byte[][] encoded = whole.requests().stream().map(Decoding::encode).toArray(byte[][]::new);
        Decoding again = Decoding.of(LIMITS, encoded);
        assertThat(again.error()).isNull();
        assertThat(again.requests()).isEqualTo(whole.requests());
    }
}
