package io.github.slackwater.rig;

import java.lang.reflect.InvocationTargetException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * WildFly's own management command line, within this JVM: the class that WildFly publishes for scripts. A process for
 * each command would take two seconds. For all threads: a command that comes while another is under way gets a connection
 * of its own.
 */
final class JBossCli implements AutoCloseable {
    private static final String SCRIPT_SUPPORT = "org.jboss.as.cli.scriptsupport.CLI";

    private final ClassLoader client;
    private final int port;
    private final String user;
    private final String password;

    /** Connected, and at no work. */
    private final Deque<Object> idle = new ConcurrentLinkedDeque<>();

    JBossCli(ClassLoader client, int port, String user, String password) {
        this.client = client;
        this.port = port;
        this.user = user;
        this.password = password;
    }

    /**
     * Runs one command as it would be typed.
     *
     * @return the answer to an operation such as {@code :read-resource}; empty for a command such as {@code deploy}
     * @throws ServerException with the server's reason, when it fails
     */
    String run(String command) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(client);
        try {
            Object cli = idle.poll();
            if (cli == null) {
                cli = connect();
            }
            boolean done = false;
            try {
                String answer = answer(command, invoke(cli, "cmd", String.class, command));
                done = true;
                return answer;
            } finally {
                if (done) {
                    idle.push(cli);
                } else {
                    terminate(cli);
                }
            }
        } catch (InvocationTargetException e) {
            throw new ServerException("jboss-cli " + command + ": " + reason(e), e);
        } catch (ReflectiveOperationException e) {
            throw new ServerException(client + ": no " + SCRIPT_SUPPORT + " as expected", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Object connect() throws ReflectiveOperationException {
        Class<?> type = client.loadClass(SCRIPT_SUPPORT);
        Object cli = type.getMethod("newInstance").invoke(null);
        type.getMethod("connect", String.class, int.class, String.class, char[].class)
                .invoke(cli, "127.0.0.1", port, user, password.toCharArray());
        return cli;
    }

    private static String answer(String command, Object result) throws ReflectiveOperationException {
        Object response = invoke(result, "getResponse");
        String text = response == null ? "" : response.toString();
        if (!Boolean.TRUE.equals(invoke(result, "isSuccess"))) {
            throw new ServerException("jboss-cli " + command + ": refused\n" + text);
        }
        return text;
    }

    /** Also after the server has ended. */
    @Override
    public void close() {
        for (Object cli = idle.poll(); cli != null; cli = idle.poll()) {
            try {
                terminate(cli);
            } catch (ReflectiveOperationException e) {
                throw new ServerException("jboss-cli: cannot be ended", e);
            }
        }
    }

    private static void terminate(Object cli) throws ReflectiveOperationException {
        cli.getClass().getMethod("terminate").invoke(cli);
    }

    private static Object invoke(Object object, String method) throws ReflectiveOperationException {
        return object.getClass().getMethod(method).invoke(object);
    }

    private static <T> Object invoke(Object object, String method, Class<T> type, T argument)
            throws ReflectiveOperationException {
        return object.getClass().getMethod(method, type).invoke(object, argument);
    }

    /** The outer messages only name the command again. */
    private static String reason(Throwable e) {
        Throwable innermost = e;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }
}
