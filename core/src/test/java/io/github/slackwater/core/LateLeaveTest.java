package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * A request may end when Slackwater has been undeployed. Its class loader then loads nothing any more, as Payara's: whatever is
 * done at the end of a request must need no class for the first time, nor a call that has to be linked with one.
 */
class LateLeaveTest {

    @Test
    void theFirstRequestEndsWellWhenNoClassCanBeLoadedAnyMore() throws Exception {
        try (Stoppable loader = new Stoppable()) {
            BooleanSupplier leave = (BooleanSupplier) ((Supplier<?>) loader.loadClass(Deployed.class.getName())
                            .getDeclaredConstructor()
                            .newInstance())
                    .get();
            loader.stopped = true;

            assertThat(leave.getAsBoolean()).isTrue();
        }
    }

    /** In the class loader that stops. Gives what ends its only request. */
    public static final class Deployed implements Supplier<BooleanSupplier> {
        @Override
        public BooleanSupplier get() {
            ApplicationLifecycle shop = new ApplicationLifecycle(
                    "shop",
                    new Configuration(Settings.DEFAULT, Map.of(), List.of()),
                    "portable",
                    new SystemTimekeeper("test"));
            ActiveRequest request = Objects.requireNonNull(shop.enter("GET", "/"));
            request.attach();
            return request::leave;
        }
    }

    /** Has classes of its own of all that is ours. */
    private static final class Stoppable extends URLClassLoader {
        private boolean stopped;

        Stoppable() throws IOException {
            super(
                    new URL[] {of(ApplicationLifecycle.class), of(LateLeaveTest.class)},
                    LateLeaveTest.class.getClassLoader());
        }

        private static URL of(Class<?> type) {
            return type.getProtectionDomain().getCodeSource().getLocation();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (stopped) {
                throw new IllegalStateException(name + ": this loader has been stopped");
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                return name.startsWith("io.github.slackwater.") ? findClass(name) : super.loadClass(name, resolve);
            }
        }
    }
}
