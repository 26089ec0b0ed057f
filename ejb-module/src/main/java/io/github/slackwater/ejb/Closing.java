package io.github.slackwater.ejb;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.State;
import io.github.slackwater.core.Status;

/**
 * An application that was closed because its deployment goes.
 *
 * @param before what it was: it admitted requests
 * @param drain the number of the drain that closed it
 */
record Closing(String application, State before, long drain) {

    private static final System.Logger LOG = System.getLogger(Departures.class.getName());

    /**
     * Makes it again what it was, unless somebody has opened or closed it since.
     *
     * @param why what has become of its deployment
     */
    void undo(LifecycleMXBean operations, String why) {
        Status status = operations.status();
        if (status.state() != State.SERVING && status.drain() == drain) {
            operations.resume();
            if (before == State.LAME_DUCK) {
                operations.lameDuck();
            }
            LOG.log(
                    System.Logger.Level.INFO,
                    "Slackwater: {0}: application {1} is opened again{2}",
                    why,
                    application,
                    status.parked() == 0 ? "" : ", with " + status.parked() + " parked");
        }
    }
}
