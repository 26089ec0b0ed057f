package io.github.slackwater.examples.shop;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /}: a page for people. */
@WebServlet("")
public class HomeServlet extends ShopServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient Shop shop;

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, BadParameterException {
        send(response, HttpServletResponse.SC_OK, "text/html", """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>The chandler's shop</title></head>
                <body>
                <h1>The chandler's shop</h1>
                <p>Version %s, deployment %s, open since %s. Request %s.</p>
                <ul>
                <li><a href="catalog">Catalog</a></li>
                <li><a href="slow?millis=2000">An answer that takes two seconds</a></li>
                <li><a href="async?millis=500">An asynchronous answer</a></li>
                <li><a href="stream">A stream of events</a></li>
                <li><a href="session">Your visits</a></li>
                <li><a href="version">Version</a></li>
                </ul>
                </body>
                </html>
                """.formatted(
                        shop.version(), shop.instance(), shop.deployed(), requestId(request)));
    }
}
