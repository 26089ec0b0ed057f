package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals to a JVM of its own. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OnSignalTest {

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void whatIsToBeDoneIsDoneBeforeTheJvmBeginsToEndAndTheExitCodeTellsTheSignal(String signal, int exitCode)
            throws Exception {
        Process process = start("once");
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("waiting");
            send(process, signal);

            assertThat(out.lines()).containsExactly("done", "hook");
            assertThat(process.waitFor()).isEqualTo(exitCode);
        }
    }

    /** The command's own thread comes to its end meanwhile, and would say that all went well. */
    @Test
    void whoeverClosesItAfterASignalDoesNotEndTheJvmFirst() throws Exception {
        Process process = start("ending");
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("waiting");
            send(process, "TERM");

            assertThat(out.lines()).containsExactly("ending", "done", "hook");
            assertThat(process.waitFor()).isEqualTo(143);
        }
    }

    @Test
    void aSecondCtrlCEndsAtOnceAndAnotherHangUpDoesNot() throws Exception {
        Process process = start("forever");
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("waiting");
            send(process, "INT");
            assertThat(out.readLine()).isEqualTo("at it");
            send(process, "HUP");
            while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
                send(process, "INT");
            }

            assertThat(out.lines()).isEmpty();
            assertThat(process.waitFor()).isEqualTo(130);
        }
    }

    @Test
    void onceItIsClosedASignalEndsTheJvmAsUsual() throws Exception {
        Process process = start("closed");
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("waiting");
            send(process, "INT");

            assertThat(out.lines()).containsExactly("hook");
            assertThat(process.waitFor()).isEqualTo(130);
        }
    }

    private static Process start(String what) throws IOException {
        // Where the build runs in the background, a JVM would begin with signals ignored, and leave them so.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT,TERM,HUP"));
        command.addAll(TargetJvm.java());
        command.addAll(List.of(OnSignalTest.class.getName(), what));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void send(Process process, String signal) throws Exception {
        int unused = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** In the JVM of its own. */
    public static void main(String[] arguments) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        if (!arguments[0].equals("once")) {
            whenTheJvmEnds("hook");
        }
        switch (arguments[0]) {
            // A JVM that is ending refuses it.
            case "once" ->
                new OnSignal(() -> {
                    whenTheJvmEnds("hook");
                    System.out.println("done");
                });
            case "ending" -> endMeanwhile();
            case "forever" ->
                new OnSignal(() -> {
                    System.out.println("at it");
                    await(never);
                });
            case "closed" -> new OnSignal(() -> System.out.println("done")).close();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.out.println("waiting");
        never.await();
    }

    private static void whenTheJvmEnds(String line) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(line)));
    }

    private static void endMeanwhile() throws InterruptedException {
        Thread main = Thread.currentThread();
        CountDownLatch signal = new CountDownLatch(1);
        CountDownLatch ending = new CountDownLatch(1);
        OnSignal onSignal = new OnSignal(() -> {
            signal.countDown();
            await(ending);
            while (main.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            System.out.println("done");
        });
        System.out.println("waiting");
        signal.await();
        System.out.println("ending");
        ending.countDown();
        onSignal.close();
        System.exit(0);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
