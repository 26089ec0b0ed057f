package io.github.slackwater.ejb.glassfish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.glassfish.api.event.EventListener;
import org.glassfish.api.event.EventTypes;
import org.glassfish.api.event.Events;
import org.glassfish.internal.data.ApplicationInfo;
import org.glassfish.internal.deployment.Deployment;
import org.junit.jupiter.api.Test;

/** On a stand-in with the field that Payara's own class has. */
class SuspensionsTest {

    private final PayaraEvents events = new PayaraEvents();
    private final WebContainer webContainer = new WebContainer();
    private final EventListener other = event -> {};

    SuspensionsTest() {
        events.register(other);
        events.register(webContainer);
    }

    @Test
    void whatAGateStandsBeforeIsNotSuspendedAndAllElseIs() {
        Runnable end = withhold(true);
        sendDisableStart();
        assertThat(webContainer.heard).isEmpty();
        send(EventTypes.PREPARE_SHUTDOWN);
        assertThat(webContainer.heard).containsExactly("prepare_shutdown");
        end.run();

        withhold(false);
        sendDisableStart();
        assertThat(webContainer.heard).containsExactly("prepare_shutdown", "Disable_Start");
    }

    @Test
    void afterTheEndTheWebContainerIsInItsPlaceAgainAlsoBesideListenersThatCameMeanwhile() {
        Runnable end = withhold(true);
        EventListener late = event -> {};
        events.register(late);
        assertThat(events.listeners).doesNotContain(webContainer);

        end.run();

        assertThat(events.listeners).containsExactly(other, webContainer, late);
    }

    @Test
    void aServerWithoutSuchAListenerIsLeftAsItIs() {
        events.unregister(webContainer);

        withhold(true).run();

        assertThat(events.listeners).containsExactly(other);
    }

    private Runnable withhold(boolean gated) {
        return Suspensions.withhold(events, deployment -> gated, WebContainer.class.getName());
    }

    private void send(EventTypes<?> type) {
        events.listeners.forEach(listener -> listener.event(new EventListener.Event<>(type)));
    }

    private void sendDisableStart() {
        events.listeners.forEach(listener -> listener.event(
                new EventListener.Event<>(Deployment.DISABLE_START, new ApplicationInfo(null, null, "shop"))));
    }

    private static final class WebContainer implements EventListener {
        final List<String> heard = new ArrayList<>();

        @Override
        public void event(Event<?> event) {
            heard.add(event.name());
        }
    }

    @SuppressWarnings("rawtypes") // As the interface has them.
    private static final class PayaraEvents implements Events {
        List<EventListener> listeners = new ArrayList<>();

        @Override
        public void register(EventListener listener) {
            listeners.add(listener);
        }

        @Override
        public boolean unregister(EventListener listener) {
            return listeners.remove(listener);
        }

        @Override
        public void send(EventListener.Event event) {
            throw new UnsupportedOperationException("no event is sent here");
        }

        @Override
        public void send(EventListener.Event event, boolean asynchronously) {
            send(event);
        }
    }
}
