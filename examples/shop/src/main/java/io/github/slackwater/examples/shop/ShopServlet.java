package io.github.slackwater.examples.shop;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What all servlets of the shop share: checked parameters, and answers whose length is known before they are sent. */
abstract class ShopServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** {@code Json.createObjectBuilder()} looks for a provider each time, which takes longer on Payara than all else we do. */
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(null);

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Answers one request; a {@link BadParameterException} becomes a 400 with its message. */
    abstract void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, BadParameterException;

    /** The method that this servlet answers. */
    String method() {
        return "GET";
    }

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String method = request.getMethod();
        if (!method.equals(method()) && !(method.equals("HEAD") && method().equals("GET"))) {
            response.setHeader("Allow", method());
            send(
                    response,
                    HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                    "text/plain",
                    method + ": not answered here (expected " + method() + ")\n");
            return;
        }
        try {
            answer(request, response);
        } catch (BadParameterException e) {
            send(response, HttpServletResponse.SC_BAD_REQUEST, "text/plain", e.getMessage() + "\n");
        }
    }

    /** The client's own name for its request, which every answer repeats; {@code none} when it gave no name. */
    static String requestId(HttpServletRequest request) throws BadParameterException {
        String id = request.getParameter("request");
        if (id == null) {
            return "none";
        }
        if (!REQUEST_ID.matcher(id).matches()) {
            throw new BadParameterException("request: not an id (expected 1 to 64 of A-Z a-z 0-9 . _ -)");
        }
        return id;
    }

    /** A whole number within bounds, or the default when the parameter is absent. */
    static int number(HttpServletRequest request, String name, int from, int to, int absent)
            throws BadParameterException {
        String text = request.getParameter(name);
        if (text == null) {
            return absent;
        }
        String expected = " (expected a whole number " + from + ".." + to + ")";
        try {
            int value = Integer.parseInt(text);
            if (value >= from && value <= to) {
                return value;
            }
            throw new BadParameterException(name + ": " + value + expected);
        } catch (NumberFormatException e) {
            throw new BadParameterException(name + ": not a number" + expected);
        }
    }

    /** Begins a JSON answer with the request's id. */
    static JsonObjectBuilder reply(String requestId) {
        return JSON.createObjectBuilder().add("request", requestId);
    }

    /**
     * The response of an asynchronous request.
     *
     * @throws IllegalStateException if the request was ended from outside, by the container's timeout or by an operator:
     *     there is nobody to answer
     */
    static ServletResponse response(AsyncContext async) {
        ServletResponse response = async.getResponse();
        if (response == null) {
            // Payara and GlassFish; the others throw it themselves, here or later.
            throw new IllegalStateException("there is no response any more");
        }
        return response;
    }

    static void send(ServletResponse response, JsonObject json) throws IOException {
        send((HttpServletResponse) response, HttpServletResponse.SC_OK, "application/json", json + "\n");
    }

    static void send(HttpServletResponse response, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
