package io.github.slackwater.rig;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;

/**
 * The JMX connector of a JVM that has none of its own. It is opened from outside, because a JVM that opens it at its start
 * ({@code -Dcom.sun.management.jmxremote.port}) also listens on a random port of every address.
 */
final class JmxConnector {
    private JmxConnector() {}

    /** As {@link #open(long, Path, int, String, String)}, with the files in the directory of the process. */
    static void open(ServerProcess process, int port, String user, String password) throws IOException {
        open(process.pid(), process.directory(), port, user, password);
    }

    /** Blocks until the JVM has opened it on 127.0.0.1, for one user. The directory must be there as long as the JVM. */
    static void open(long pid, Path directory, int port, String user, String password) throws IOException {
        Path passwords = privateFile(directory.resolve("jmx.password"), user + " " + password);
        Path access = privateFile(directory.resolve("jmx.access"), user + " readwrite");
        Properties properties = new Properties();
        String prefix = "com.sun.management.jmxremote.";
        properties.setProperty(prefix + "port", String.valueOf(port));
        properties.setProperty(prefix + "rmi.port", String.valueOf(port));
        properties.setProperty(prefix + "host", "127.0.0.1");
        properties.setProperty(prefix + "ssl", "false");
        properties.setProperty(prefix + "authenticate", "true");
        properties.setProperty(prefix + "password.file", passwords.toString());
        properties.setProperty(prefix + "access.file", access.toString());
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
            try {
                machine.startManagementAgent(properties);
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("pid " + pid + ": no JVM to attach to", e);
        }
    }

    private static Path privateFile(Path file, String line) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, line + "\n");
    }
}
