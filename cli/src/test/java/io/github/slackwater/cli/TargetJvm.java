package io.github.slackwater.cli;

import io.github.slackwater.core.SystemTimekeeper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own with Slackwater in its platform MBean server; ends with its standard input. */
final class TargetJvm implements AutoCloseable {

    private final Process process;

    private TargetJvm(Process process) {
        this.process = process;
    }

    /** Starts one and waits until its MBeans are there. */
    static TargetJvm start(String... options) throws IOException {
        List<String> command = java(options);
        command.add(TargetJvm.class.getName());
        TargetJvm jvm = new TargetJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        if (jvm.process.getInputStream().read() < 0) {
            throw new IOException("the JVM ended with " + jvm.process);
        }
        return jvm;
    }

    /** The beginning of a command line: the Java and the class path of this test. */
    static List<String> java(String... options) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path", "")));
        return command;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In the JVM of its own. */
    public static void main(String[] arguments) throws Exception {
        try (SystemTimekeeper time = new SystemTimekeeper("target-time");
                DrainableServer drainable = new DrainableServer(ManagementFactory.getPlatformMBeanServer(), time);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            drainable.request("/shop/slow");
            System.out.println("ready");
            if (in.readLine() != null) {
                throw new UncheckedIOException(new IOException("expected nothing on standard input"));
            }
        }
    }
}
