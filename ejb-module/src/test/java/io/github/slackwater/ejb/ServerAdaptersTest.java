package io.github.slackwater.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.ejb.ServerAdapters.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerAdaptersTest {

    private static final String PRESENT = "java.lang.String";
    private static final ClassLoader LOADER = ServerAdaptersTest.class.getClassLoader();

    @Test
    void theFirstAdapterWhoseServerIsHereIsChosen() {
        List<ServerAdapter> chosen = ServerAdapters.choose(
                LOADER,
                List.of(
                        new Candidate(
                                Breaking.class.getName(),
                                false,
                                ServerAdapters.classes(PRESENT, "org.example.server.NotHere")),
                        new Candidate(
                                Breaking.class.getName(), false, ServerAdapters.mbean("org.example:type=NotHere")),
                        new Candidate(Fitting.class.getName(), false, ServerAdapters.classes(PRESENT))));

        assertThat(chosen).extracting(ServerAdapter::name).containsExactly("fitting", "portable");
    }

    @Test
    void aServerMayBeKnownByAnMBean() {
        List<ServerAdapter> chosen = ServerAdapters.choose(
                LOADER,
                List.of(new Candidate(Fitting.class.getName(), false, ServerAdapters.mbean("java.lang:type=Runtime"))));

        assertThat(chosen).extracting(ServerAdapter::name).containsExactly("fitting", "portable");
    }

    @Test
    void anUnknownServerGetsThePortableOne() {
        assertThat(ServerAdapters.choose(ClassLoader.getPlatformClassLoader(), true))
                .extracting(ServerAdapter::name)
                .containsExactly("portable");
    }

    @Test
    void anAdapterThatCannotBeBuiltGivesWayToThePortableOne() {
        List<String> unbuildable = List.of(
                Breaking.class.getName(), Unlinkable.class.getName(), "java.lang.Object", "org.example.NoSuchAdapter");
        for (String adapter : unbuildable) {
            assertThat(ServerAdapters.choose(
                            LOADER, List.of(new Candidate(adapter, false, ServerAdapters.classes(PRESENT)))))
                    .as(adapter)
                    .extracting(ServerAdapter::name)
                    .containsExactly("portable");
        }
    }

    static class Fitting implements ServerAdapter {
        @Override
        public String name() {
            return "fitting";
        }

        @Override
        public void install(Departures departures, ServerGate gate) {}

        @Override
        public void remove() {}

        @Override
        public boolean isServerStopping() {
            return false;
        }
    }

    static final class Breaking extends Fitting {
        Breaking() {
            throw new IllegalStateException("no such service");
        }
    }

    static final class Unlinkable extends Fitting {
        Unlinkable() {
            throw new NoClassDefFoundError("org/example/server/Moved");
        }
    }
}
