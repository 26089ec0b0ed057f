package io.github.slackwater.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

    private static final String ALICE = basic("alice:right");

    private final Access withoutToken = new Access(key -> null);
    private final Access withToken = new Access(key -> key.equals(Access.TOKEN_KEY) ? " s3cret " : null);

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"Bearer s3cret", "Bearer ", "Digest x"})
    void controlIsOffUntilSomebodyTurnsItOn(@Nullable String authorization) {
        assertThat(withoutToken.refusal(caller(authorization))).isEqualTo(new Problem(403, Access.HOW_TO_TURN_ON));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "   "})
    void anEmptyTokenIsNoToken(@Nullable String configured) {
        Access access = new Access(key -> configured);

        assertThat(status(access, "Bearer ")).isEqualTo(403);
        assertThat(status(access, "Bearer    ")).isEqualTo(403);
    }

    @Test
    void theTokenLetsIn() {
        assertThat(status(withToken, "Bearer s3cret")).isZero();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "s3cret", "Basic czNjcmV0"})
    void withATokenConfiguredTheRestIsAskedForCredentials(@Nullable String authorization) {
        assertThat(status(withToken, authorization)).isEqualTo(401);
    }

    @Test
    void aUserWithTheRoleIsLetInWithAndWithoutAToken() {
        assertThat(status(withToken, ALICE)).isZero();
        assertThat(status(withoutToken, ALICE)).isZero();
    }

    @Test
    void aWrongPasswordAndAMissingRoleLookTheSame() {
        Problem wrongPassword = withoutToken.refusal(caller(basic("alice:wrong")));
        Problem noRole = withoutToken.refusal(caller(basic("bob:right")));

        assertThat(wrongPassword).isEqualTo(noRole).extracting(Problem::status).isEqualTo(403);
        assertThat(status(withToken, basic("alice:wrong"))).isEqualTo(401);
        assertThat(status(withToken, basic("bob:right"))).isEqualTo(401);
    }

    @Test
    void aCallerWhomTheServerKnowsAsAdminNeedsNoHeader() {
        FakeCaller known = new FakeCaller(true, null);

        assertThat(withoutToken.refusal(known)).isNull();
        assertThat(withToken.refusal(known)).isNull();
    }

    @Test
    void noRefusalRepeatsASecret() {
        assertThat(withToken.refusal(caller("Bearer wr0ng")))
                .isNotNull()
                .extracting(Problem::detail)
                .asString()
                .doesNotContain("wr0ng", "s3cret");
    }

    private static int status(Access access, @Nullable String authorization) {
        Problem refusal = access.refusal(caller(authorization));
        return refusal == null ? 0 : refusal.status();
    }

    private static FakeCaller caller(@Nullable String authorization) {
        return new FakeCaller(false, authorization);
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** The server knows alice, who has the role, and bob, who has not; the password of both is {@code right}. */
    private record FakeCaller(boolean isAdmin, @Nullable String authorization) implements Access.Caller {
        @Override
        public boolean isAdmin(String user, String password) {
            return user.equals("alice") && password.equals("right");
        }
    }
}
