package io.github.slackwater.examples.ledger;

import io.github.slackwater.examples.shop.Shop;
import jakarta.ejb.EJB;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * {@code GET /ledger?millis=N&request=ID}: holds its thread for N milliseconds (0..60000), and then needs all that an
 * application has: a name in JNDI, a bean, an EJB, a transaction, an entity, a class that was not loaded yet.
 */
@WebServlet("/ledger")
public class LedgerServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @EJB
    private transient Ledger ledger;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String id = String.valueOf(request.getParameter("request"));
        String millis = String.valueOf(request.getParameter("millis"));
        if (!id.matches("[A-Za-z0-9._-]{1,64}") || !millis.matches("[1-5]?\\d{1,4}|60000")) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, "expected request=ID and millis=0..60000");
            return;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(Integer.parseInt(millis));
            send(response, work(id));
        } catch (InterruptedException | NamingException | SQLException e) {
            throw new ServletException("request " + id + ": not done", e);
        }
    }

    private Receipt work(String id) throws NamingException, SQLException {
        String instance = CDI.current().select(Shop.class).get().instance();
        ledger.write(id, instance);
        return new Receipt(id, ledger.strike(id), database());
    }

    @SuppressWarnings("BanJNDI") // The name is a constant.
    private static String database() throws NamingException, SQLException {
        DataSource source = InitialContext.doLookup("java:comp/DefaultDataSource");
        try (Connection connection = source.getConnection()) {
            return connection.getMetaData().getDatabaseProductName();
        }
    }

    private static void send(HttpServletResponse response, Receipt receipt) throws IOException {
        byte[] body = (receipt.json() + "\n").getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
