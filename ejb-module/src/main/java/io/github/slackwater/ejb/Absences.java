package io.github.slackwater.ejb;

import io.github.slackwater.core.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Applications behind a server gate that have stopped. Each stays closed, and what comes for it is parked, until its path is
 * served again, by whichever deployment, or it is given up.
 *
 * <p>It is known by its path and not by its deployment, since clients know nothing else: a new version may have another name.
 * Any thread may call; nothing here blocks.
 */
final class Absences {

    /**
     * How long after a failed deployment the parked go on waiting for a better one: enough for an administrator, or a script,
     * that tries again at once. The lesser of this and the time for which a request may be parked holds.
     */
    static final Duration SECOND_TRY = Duration.ofSeconds(15);

    private static final System.Logger LOG = System.getLogger(Departures.class.getName());

    private final ServerGate gate;
    private final Timekeeper time;
    private final Consumer<String> notice;
    private final Map<String, Absence> byApplication = new HashMap<>();

    /** @param notice is told what went wrong, once for each application */
    Absences(ServerGate gate, Timekeeper time, Consumer<String> notice) {
        this.gate = gate;
        this.time = time;
        this.notice = notice;
    }

    /** Has stopped. An application without a server gate is nothing to wait for. */
    synchronized void left(String deployment, String application, @Nullable Closing closing) {
        if (!gate.covers(application)) {
            return;
        }
        Absence before = byApplication.get(application);
        // Who was away already is closed by what closed it then, such as a version that has stopped because it failed
        // to start.
        Absence absence =
                new Absence(deployment, application, closing == null && before != null ? before.closing : closing);
        byApplication.put(application, absence);
        if (before != null) {
            before.cancelGivingUp.run();
        }
        giveUpAfter(absence, longest(application), "has not come again");
    }

    /** Who is not parked at all is refused meanwhile, which is better than a 404. */
    private Duration longest(String application) {
        Duration parked = gate.parkedAtMost(application);
        return parked.isZero() ? SECOND_TRY : parked;
    }

    /**
     * A deployment has started.
     *
     * @param applications what it has; of what it had more before, nobody is parked any longer
     * @param arrival is told of each that is there again, with what had closed it; null: somebody else
     */
    void came(String deployment, Set<String> applications, BiConsumer<String, @Nullable Closing> arrival) {
        List<Absence> ended = new ArrayList<>();
        synchronized (this) {
            byApplication.values().removeIf(absence -> {
                boolean ends = applications.contains(absence.application) || absence.deployment.equals(deployment);
                if (ends) {
                    absence.cancelGivingUp.run();
                    ended.add(absence);
                }
                return ends;
            });
        }
        for (Absence absence : ended) {
            if (applications.contains(absence.application)) {
                arrival.accept(absence.application, absence.closing);
            } else {
                gate.uncover(absence.application);
            }
        }
    }

    /** It is being deployed again, which may take its time. */
    synchronized void comes(String deployment) {
        of(deployment).forEach(absence -> giveUpAfter(absence, longest(absence.application), "has not come again"));
    }

    /** Its new version has failed. */
    synchronized void failed(String deployment) {
        for (Absence absence : of(deployment)) {
            Duration parked = longest(absence.application);
            Duration left = parked.compareTo(SECOND_TRY) < 0 ? parked : SECOND_TRY;
            giveUpAfter(absence, left, "has failed, and no other has come");
            tell("deployment %s has failed: application %s is away, %d parked wait %d s for another try"
                    .formatted(deployment, absence.application, gate.parked(absence.application), left.toSeconds()));
        }
    }

    private List<Absence> of(String deployment) {
        return byApplication.values().stream()
                .filter(absence -> absence.deployment.equals(deployment))
                .toList();
    }

    /** The server stops: nobody is given up any more, since a request that found no gate would be cut. */
    synchronized void stop() {
        byApplication.values().forEach(absence -> absence.cancelGivingUp.run());
        byApplication.clear();
    }

    /** Nobody will be told of a new version any more. */
    void close() {
        List<Absence> all;
        synchronized (this) {
            all = List.copyOf(byApplication.values());
        }
        all.forEach(absence -> giveUp(absence, "is away, and Slackwater goes"));
    }

    private void giveUpAfter(Absence absence, Duration delay, String why) {
        absence.cancelGivingUp.run();
        absence.cancelGivingUp = time.after(delay, () -> giveUp(absence, why));
    }

    private void giveUp(Absence absence, String why) {
        synchronized (this) {
            if (!byApplication.remove(absence.application, absence)) {
                return;
            }
            absence.cancelGivingUp.run();
        }
        int parked = gate.parked(absence.application);
        gate.abandon(absence.application);
        String text = "deployment %s %s: application %s is given up, %d parked are answered 503"
                .formatted(absence.deployment, why, absence.application, parked);
        if (parked == 0) {
            // As after an undeployment that was meant.
            LOG.log(System.Logger.Level.INFO, "Slackwater: " + text);
        } else {
            tell(text);
        }
    }

    private void tell(String text) {
        LOG.log(System.Logger.Level.WARNING, "Slackwater: " + text);
        notice.accept(text);
    }

    /** Compared by identity. */
    private static final class Absence {
        private final String deployment;
        private final String application;

        /** Null where somebody else has closed it, who will open it. */
        private final @Nullable Closing closing;

        private Runnable cancelGivingUp = () -> {};

        Absence(String deployment, String application, @Nullable Closing closing) {
            this.deployment = deployment;
            this.application = application;
            this.closing = closing;
        }
    }
}
