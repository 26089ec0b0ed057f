package io.github.slackwater.core;

import java.util.List;

/**
 * The operations of {@code slackwater:type=Lifecycle} (the server) and of {@code slackwater:type=Application,name="..."}
 * (each application): the same for both.
 *
 * <p>Any thread may call any of them. Only {@link #drain} blocks. Only open types cross the wire, so a client needs no
 * class of ours. Figures are never older than the call that reads them.
 *
 * <p>A change of state is sent as {@link javax.management.AttributeChangeNotification} of the attribute {@code State};
 * the end of a drain as a notification of type {@code slackwater.drain.ended} whose user data is the report.
 */
@Description("Drains requests before a redeploy or a stop, and opens again")
public interface LifecycleMXBean {

    /** The longest timeout of a drain that is accepted, in seconds: one day. */
    int MAX_TIMEOUT_SECONDS = 86_400;

    /** The longest lease that is given, in seconds: one hour. */
    int MAX_LEASE_SECONDS = 3_600;

    /** The most characters that name the holder of a lease. */
    int MAX_HOLDER_LENGTH = 200;

    @Description("SERVING, LAME_DUCK, DRAINING or DRAINED")
    State getState();

    @Description("When the present state began (ISO-8601, UTC)")
    String getSince();

    @Description("Requests in flight")
    int getActiveRequests();

    @Description("Age of the oldest request in flight, in milliseconds; 0 where there is none")
    long getOldestRequestMillis();

    @Description("Requests admitted since the start")
    long getAdmittedTotal();

    @Description("Requests refused since the start")
    long getRejectedTotal();

    @Description("Requests parked now: held until the gate opens")
    int getParkedRequests();

    @Description("Requests parked since the start")
    long getParkedTotal();

    @Description("Of the requests in flight, those that never end by themselves: event streams, WebSockets, long polls")
    int getLongLivedRequests();

    @Description("Long-lived requests that were ended since the start, because a gate had closed")
    long getLongLivedEndedTotal();

    @Description("In LAME_DUCK and later: milliseconds since a new request was admitted last; else 0")
    long getQuietMillis();

    /**
     * Announces that the gate will close, waits for quiet, closes it and waits until the last request in flight has
     * ended, or until the timeout passes. A drain while draining joins it. Blocks the caller for {@code timeoutSeconds}
     * at the most.
     *
     * @param timeoutSeconds how long to wait, 0 to 86400 seconds; 0 begins the drain and does not wait
     * @return how it went; after {@link Outcome#TIMED_OUT} the gate is still closed
     * @throws IllegalArgumentException if the timeout is out of range; nothing has changed then
     */
    @Description("Announces, closes and waits until nothing is in flight; returns a report")
    DrainReport drain(
            @Description("How long to wait, 0 to 86400 seconds; 0 begins and does not wait") int timeoutSeconds);

    /**
     * Begins the same drain and returns at once; its end is told by a notification and by {@link #status()}.
     *
     * @param timeoutSeconds when the drain counts as timed out, 0 to 86400 seconds; 0 for never
     * @return the report so far
     * @throws IllegalArgumentException if the timeout is out of range; nothing has changed then
     */
    @Description("Begins a drain and returns at once; follow it by notification or status()")
    DrainReport beginDrain(
            @Description("When it counts as timed out, 0 to 86400 seconds; 0 for never") int timeoutSeconds);

    /**
     * Begins a drain without a lame duck, or ends the lame duck that is under way: the gate closes at once. Returns at once.
     *
     * @param timeoutSeconds when the drain counts as timed out, 0 to 86400 seconds; 0 for never
     * @return the report so far
     * @throws IllegalArgumentException if the timeout is out of range; nothing has changed then
     */
    @Description("Closes at once, without announcing first, and returns; follow it by notification or status()")
    DrainReport beginDrainNow(
            @Description("When it counts as timed out, 0 to 86400 seconds; 0 for never") int timeoutSeconds);

    /**
     * Announces without closing: readiness is DOWN and requests are still admitted, until {@link #drain} or
     * {@link #resume}. Harmless in any state but {@link State#SERVING}.
     *
     * @return the status after it
     */
    @Description("Announces only: not ready, every request still admitted, until drain() or resume()")
    Status lameDuck();

    /**
     * Opens the gate and wakes everyone who waits in a drain, with the outcome {@link Outcome#CANCELLED}. Harmless when
     * already serving.
     *
     * @return the status after it
     */
    @Description("Opens again; everyone who waits in a drain is woken")
    Status resume();

    @Description("State, figures, last drain, configuration in force")
    Status status();

    @Description("The requests in flight, oldest first")
    List<RequestInfo> activeRequests();

    @Description("The requests that were still in flight when the timeout of the present drain passed, oldest first")
    List<RequestInfo> stragglers();

    /**
     * The stack of the thread that works on a request.
     *
     * @param id the request's id, from {@link #activeRequests()}
     * @return the stack in the form of {@code jstack}, or a sentence saying that no thread works on it now
     * @throws IllegalArgumentException if no request in flight has that id
     */
    @Description("The stack of the thread that works on a request")
    String threadDump(@Description("The request's id, from activeRequests()") String id);

    /**
     * The hammer for one request: interrupts its thread, or ends its asynchronous processing with 503. A thread that
     * ignores interruption goes on.
     *
     * @param id the request's id, from {@link #activeRequests()}
     * @return what was done
     * @throws IllegalArgumentException if no request in flight has that id
     */
    @Description("Interrupts the thread of a request, or ends its asynchronous processing with 503")
    InterruptReport interrupt(@Description("The request's id, from activeRequests()") String id);

    @Description("The same for every straggler; returns what was done to each")
    List<InterruptReport> interruptStragglers();

    @Description("Who has said that they are at work here, by acquireLease(); the holder is empty where nobody is")
    Lease getLease();

    /**
     * Says who is at work here, for those who come later: takes the lease, or renews one's own. It keeps nobody from any
     * operation, is not the lease of a forgotten drain ({@code slackwater.lease-seconds}), and ends by itself. It is kept over
     * redeploys of applications, as long as this MBean is there; that of an application ends with the application.
     *
     * @param holder who, in words that nobody else uses, 1 to 200 characters
     * @param seconds how long from now, 1 to 3600
     * @return who has it now: another holder than the one given has it already, and nothing has changed
     * @throws IllegalArgumentException if one of the two is out of range; nothing has changed then
     */
    @Description("Says who is at work here, unless somebody else is; returns who has the lease now. It ends by itself")
    Lease acquireLease(
            @Description("Who, in words that nobody else uses, 1 to 200 characters") String holder,
            @Description("How long from now, 1 to 3600 seconds") int seconds);

    /**
     * Gives the lease back. Harmless where it is another's, or nobody's.
     *
     * @param holder the same words as in {@link #acquireLease}
     * @return who has it now
     * @throws IllegalArgumentException if the holder has no character, or more than 200
     */
    @Description("Gives the lease back; harmless where it is not the holder's")
    Lease releaseLease(@Description("The same words as in acquireLease()") String holder);
}
