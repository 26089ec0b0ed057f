package io.github.slackwater.examples.shop;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /catalog?request=ID}: everything on sale, as JSON. */
@WebServlet("/catalog")
public class CatalogServlet extends ShopServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient Shop shop;

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, BadParameterException {
        send(
                response,
                reply(requestId(request))
                        .add("instance", shop.instance())
                        .add("items", shop.items())
                        .build());
    }
}
