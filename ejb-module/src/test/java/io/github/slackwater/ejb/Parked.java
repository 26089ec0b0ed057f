package io.github.slackwater.ejb;

import io.github.slackwater.core.ActiveRequest;
import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.core.ParkedRequest;
import java.util.concurrent.CompletableFuture;

/** A request that is parked, and ends as soon as it is let in. */
final class Parked {

    private Parked() {}

    /** Completes with whether it was let in at last. */
    static CompletableFuture<Boolean> at(ApplicationLifecycle application) {
        CompletableFuture<Boolean> admitted = new CompletableFuture<>();
        application.park("GET", "/", new ParkedRequest() {
            @Override
            public void admit(ActiveRequest permit) {
                admitted.complete(permit.leave());
            }

            @Override
            public void refuse() {
                admitted.complete(false);
            }
        });
        return admitted;
    }
}
