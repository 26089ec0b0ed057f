package io.github.slackwater.cli.redeploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

    private static final String NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";

    /** The example of RFC 7616, 3.9.1. */
    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void theExampleOfTheStandardIsMet(String algorithm, String response) {
        Digest digest =
                new Digest("http-auth@example.org", NONCE, "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS", algorithm);

        assertThat(digest.authorization(
                        new Administrator("Mufasa", "Circle of Life"),
                        "GET",
                        "/dir/index.html",
                        1,
                        "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"))
                .startsWith("Digest username=\"Mufasa\", realm=\"http-auth@example.org\", ")
                .contains("nc=00000001", "qop=auth", "algorithm=" + algorithm, "response=\"" + response + "\"")
                .endsWith("opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
    }

    @Test
    void theFirstChallengeThatCanBeMetIsTaken() {
        assertThat(
                        Digest.challenge(
                                List.of(
                                        "Basic realm=\"other\"",
                                        "Digest realm=\"new\", nonce=\"n\", algorithm=SHA-512-256, qop=\"auth\"",
                                        "Digest realm=\"Management, \\\"Realm\\\"\",nonce=\"abc==\",opaque=\"00\",algorithm=MD5,qop=\"auth,auth-int\"")))
                .contains(new Digest("Management, \"Realm\"", "abc==", "00", "MD5"));
    }

    @Test
    void withoutAnAlgorithmItIsMd5() {
        assertThat(Digest.challenge(List.of("digest realm=\"r\", nonce=\"n\", qop=auth")))
                .contains(new Digest("r", "n", null, "MD5"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic realm=\"r\"",
                "Digest realm=\"r\", nonce=\"n\"",
                "Digest realm=\"r\", qop=\"auth\"",
                "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"",
                "Digest realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=MD5-sess"
            })
    void aChallengeThatCannotBeMetIsNone(String value) {
        assertThat(Digest.challenge(List.of(value))).isEmpty();
    }
}
