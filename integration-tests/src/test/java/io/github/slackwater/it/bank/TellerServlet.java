package io.github.slackwater.it.bank;

import jakarta.ejb.EJB;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * {@code GET /catalog?request=ID} and {@code GET /slow?millis=N&request=ID}: waits, and then uses all that a deployment has. If
 * any of it has gone, the answer is 500.
 */
@WebServlet({"/catalog", "/slow"})
public class TellerServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String PACKAGE = "io.github.slackwater.it.bank.";

    @EJB
    private transient Ledger ledger;

    @Inject
    private transient Branch branch;

    @Inject
    private transient Instance<Branch> branches;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String id = request.getParameter("request");
        String millis = request.getParameter("millis");
        try {
            TimeUnit.MILLISECONDS.sleep(millis == null ? 0 : Long.parseLong(millis));
            String entry = "%s-%s".formatted(id, request.getContextPath());
            ledger.book(entry);
            send(
                    response,
                    "{\"request\":\"%s\",\"instance\":\"%s\",\"booked\":\"%s\",\"jndi\":\"%s\",\"receipt\":\"%s\"}\n"
                            .formatted(id, branch.instance(), ledger.find(entry), lookUp(entry), receipt(id)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "interrupted");
        } catch (NamingException | SQLException | ReflectiveOperationException e) {
            throw new IllegalStateException("request " + id + ": the application is not intact", e);
        }
    }

    /** The application's own names, the module's, its CDI container, and a connection from the server's pool. */
    @SuppressWarnings("BanJNDI") // The names are constants.
    private String lookUp(String entry) throws NamingException, SQLException {
        InitialContext names = new InitialContext();
        String instance = branches.get().instance();
        // Before a connection is taken: who holds one and waits for another can wait for ever.
        Ledger byName = (Ledger) names.lookup("java:app/bank-ejb/Ledger");
        boolean found = byName.find(entry).equals(entry);
        DataSource source = (DataSource) names.lookup("java:comp/DefaultDataSource");
        try (Connection connection = source.getConnection()) {
            return "%s %s %s %s"
                    .formatted(
                            names.lookup("java:module/ModuleName"),
                            instance.equals(branch.instance()),
                            found,
                            connection.isValid(5));
        }
    }

    /** By name, as frameworks do: with the loader of the thread. */
    private static String receipt(String id) throws ReflectiveOperationException {
        Class<?> late = Thread.currentThread().getContextClassLoader().loadClass(PACKAGE + "Receipt");
        try {
            Object receipt = late.getConstructor(String.class).newInstance(id);
            return (String) late.getMethod("text").invoke(receipt);
        } catch (InvocationTargetException e) {
            throw new ReflectiveOperationException(e.getCause());
        }
    }

    private static void send(HttpServletResponse response, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
