package io.github.slackwater.cli.rolling;

import io.github.slackwater.cli.redeploy.RedeployFailure;
import io.github.slackwater.cli.redeploy.RedeployReport;
import io.github.slackwater.cli.redeploy.Stop;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One server, as a roll needs it. Each method may throw {@link RedeployFailure}; any thread may call. */
public interface RollNode extends AutoCloseable {

    String name();

    /** Takes or renews the lease on the node; returns who has it then. */
    String acquireLease(String holder, int seconds);

    void releaseLease(String holder);

    /** Makes sure that the application is deployed, and that server and application serve; in words how they are. */
    String check();

    /** Whether the new version answers, in one look. */
    boolean isNew();

    /** Whether it serves, in one look; false also where it cannot be reached. */
    boolean serves();

    /** What differs from one deployment to the next; empty where the server does not tell, or nothing is there. */
    String identity();

    /** Saves what is deployed; its archive is another at each node. */
    Version save(Path folder);

    /** Opens what a run that was killed has closed. */
    void open();

    /** Forgets that one of these processes, all of which have ended, works on the node. */
    void forget(Set<Long> pids);

    /**
     * Redeploys.
     *
     * @param version the new one, or the one to put back
     * @param previous what is put back if it fails; null to put nothing back
     * @param begun whether an earlier run has begun with it, and may have left it closed
     * @param steps is told each step before it is done
     */
    RedeployReport deploy(
            Version version, @Nullable Version previous, boolean begun, Stop stop, Consumer<String> steps);

    @Override
    void close();
}
