package io.github.slackwater.benchmarks.gate;

import org.wildfly.extension.requestcontroller.ControlPoint;
import org.wildfly.extension.requestcontroller.RequestController;

/** A control point of WildFly's request controller, which counts for each entry and for the server. */
final class WildFlyPeer extends Peer {

    private static final String DEPLOYMENT = "shop.war";

    private final RequestController controller = new RequestController(true, () -> {
        throw new UnsupportedOperationException("asked for when it is started as a service");
    });
    private final ControlPoint point = controller.getControlPoint(DEPLOYMENT, "undertow");

    @Override
    Object enter() {
        return point.beginRequest();
    }

    @Override
    void leave(Object permit) {
        point.requestComplete();
    }

    @Override
    void drain() throws Exception {
        controller.pauseDeployment(DEPLOYMENT).toCompletableFuture().get();
    }
}
