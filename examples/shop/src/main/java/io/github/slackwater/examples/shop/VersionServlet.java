package io.github.slackwater.examples.shop;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /version}: the version built by Maven, and an instance id that is new in each deployment. */
@WebServlet("/version")
public class VersionServlet extends ShopServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient Shop shop;

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, BadParameterException {
        send(
                response,
                reply(requestId(request))
                        .add("version", shop.version())
                        .add("instance", shop.instance())
                        .add("deployed", shop.deployed().toString())
                        .build());
    }
}
