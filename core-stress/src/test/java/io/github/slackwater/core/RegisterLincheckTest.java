package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The register of active requests: who is in it is listed, and who is not is not, also while it grows. */
class RegisterLincheckTest {

    private static final int MOST_THREADS = 8;

    @Test
    void isLinearizable() {
        Lincheck.check(Sound.class, Specification.class);
    }

    /** Broken on purpose: a slot is looked at, and taken afterwards. */
    @Test
    void whatIsBrokenIsFound() {
        assertThatThrownBy(() -> Lincheck.check(Broken.class, Specification.class))
                .isInstanceOf(LincheckAssertionError.class);
    }

    /** What requests do, and those who list them. */
    @Param(name = "thread", gen = ThreadIdGen.class)
    public abstract static class Operations {
        private final @Nullable ActiveRequest[] own = new ActiveRequest[MOST_THREADS];

        abstract void add(ActiveRequest request);

        abstract void remove(ActiveRequest request);

        abstract void forEach(Consumer<ActiveRequest> action);

        @Operation(params = "thread")
        public boolean enter(int thread) {
            if (own[thread] != null) {
                return false;
            }
            ActiveRequest request = new ActiveRequest(NOBODY, "GET", Integer.toString(thread), 0, null);
            own[thread] = request;
            add(request);
            return true;
        }

        @Operation(params = "thread")
        public boolean leave(int thread) {
            ActiveRequest request = own[thread];
            if (request == null) {
                return false;
            }
            own[thread] = null;
            remove(request);
            return true;
        }

        /** Whether the request of a thread is listed. */
        @Operation
        public boolean lists(@Param(gen = IntGen.class, conf = "1:2") int thread) {
            boolean[] found = {false};
            forEach(request -> found[0] |= request.info(0).path().equals(Integer.toString(thread)));
            return found[0];
        }
    }

    private static final ApplicationLifecycle NOBODY = Shop.open(new QueuedTime());

    /** The real register, with room for four before it grows: two of threads, two of anybody. */
    public static class Sound extends Operations {
        private final ActiveRequests register = new ActiveRequests(4);

        @Override
        void add(ActiveRequest request) {
            register.add(request);
        }

        @Override
        void remove(ActiveRequest request) {
            request.vacate();
        }

        @Override
        void forEach(Consumer<ActiveRequest> action) {
            register.forEach(action);
        }
    }

    /** A copy whose slots are taken by a check and a later write. */
    public static class Broken extends Operations {
        private final @Nullable ActiveRequest[] slots = new ActiveRequest[MOST_THREADS];

        @Override
        void add(ActiveRequest request) {
            int slot = 0;
            while (slots[slot] != null) {
                slot++;
            }
            slots[slot] = request;
        }

        @Override
        void remove(ActiveRequest request) {
            for (int slot = 0; slot < slots.length; slot++) {
                if (slots[slot] == request) {
                    slots[slot] = null;
                }
            }
        }

        @Override
        void forEach(Consumer<ActiveRequest> action) {
            for (ActiveRequest request : slots) {
                if (request != null) {
                    action.accept(request);
                }
            }
        }
    }

    /** The same on one thread. */
    public static class Specification {
        private final boolean[] in = new boolean[MOST_THREADS];

        public boolean enter(int thread) {
            boolean was = in[thread];
            in[thread] = true;
            return !was;
        }

        public boolean leave(int thread) {
            boolean was = in[thread];
            in[thread] = false;
            return was;
        }

        public boolean lists(int thread) {
            return in[thread];
        }
    }
}
