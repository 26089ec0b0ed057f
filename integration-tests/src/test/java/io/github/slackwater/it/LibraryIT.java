package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.State;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.rig.ServerOptions;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The filter as a library of one application, which is not changed: where the server's deploy command knows libraries. */
class LibraryIT extends OnServer {

    private static final String LIBRARY_USER = "library-user";

    /** A gate of the server would cover it as well. */
    static ServerOptions leftToItsFilter(ServerOptions options) {
        return options.property("slackwater.application.\"" + LIBRARY_USER + "\".server-gate", "off");
    }

    @Test
    void anUnmodifiedApplicationIsCoveredByTheLibraryThatItIsDeployedWith() throws Exception {
        deployWithTheFilterOrSkip();
        try {
            assertThat(LifecycleMBeans.applications(server.jmx()).keySet())
                    .containsExactlyInAnyOrder(LIBRARY_USER, ServerUnderTest.SHOP);
            assertThat(LifecycleMBeans.application(server.jmx(), LIBRARY_USER)
                            .status()
                            .adapter())
                    .isEqualTo("portable");
            isDrainedAndResumed();

            server.admin().redeploy(LIBRARY_USER, Artifacts.shop());
            isDrainedAndResumed();
        } finally {
            server.admin().undeploy(LIBRARY_USER);
        }
        assertThat(LifecycleMBeans.applications(server.jmx()).keySet()).containsExactly(ServerUnderTest.SHOP);
    }

    private void deployWithTheFilterOrSkip() {
        try {
            server.admin().deploy(LIBRARY_USER, Artifacts.shop(), Artifacts.filter());
        } catch (UnsupportedOperationException e) {
            abort(e.getMessage());
        }
    }

    private void isDrainedAndResumed() throws Exception {
        LifecycleMXBean operations = LifecycleMBeans.application(server.jmx(), LIBRARY_USER);
        assertThat(operations.drain(10).state()).isEqualTo(State.DRAINED);
        HttpResponse<String> late = server.get("/" + LIBRARY_USER + "/catalog");
        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(late.headers().firstValue("Retry-After")).contains("5");
        assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(200);

        operations.resume();
        assertThat(server.get("/" + LIBRARY_USER + "/catalog").statusCode()).isEqualTo(200);
    }
}
