package io.github.slackwater.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where one server is. It can be connected to again and again.
 *
 * @param name as the user knows it: what was given, or {@code pid 4711}
 * @param address of its JMX; null for a process that is attached to by its id
 * @param pid the process; null where it may be on any machine, and another one after a restart
 * @param credentials who connects; null for nobody in particular
 * @param timeout how long to wait for a connection, and for each answer
 */
record Place(
        String name,
        @Nullable JmxAddress address,
        @Nullable Long pid,
        @Nullable Credentials credentials,
        Duration timeout) {

    static Place at(JmxAddress address, @Nullable Credentials credentials, Duration timeout) {
        return new Place(address.text(), address, null, credentials, timeout);
    }

    /** {@link AttachApi} has to be asked first. */
    static Place process(long pid, Duration timeout) {
        return new Place("pid " + pid, null, pid, null, timeout);
    }

    /**
     * Connects.
     *
     * @throws CommandFailure if that is not possible
     */
    Connection connect() {
        JmxAddress reached = address;
        if (reached == null && pid != null) {
            reached = new LocalJvms(timeout).attach(pid);
        }
        if (reached == null) {
            throw new IllegalStateException(name + ": neither an address nor a process");
        }
        return Connection.open(reached, credentials, timeout);
    }

    /** Whether it can never be connected to again: a process that has ended comes back as another one. */
    boolean hasEnded() {
        return pid != null
                && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
    }
}
