package io.github.slackwater.web;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;

/** A request that answers only what was set. */
final class FakeRequest {

    private FakeRequest() {}

    /**
     * Makes one.
     *
     * @param headers by name; {@code Content-Length} is also {@code getContentLengthLong}, and so on
     */
    static HttpServletRequest of(String method, Map<String, String> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                FakeRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getHeader" -> headers.get((String) arguments[0]);
                    case "getContentType" -> headers.get("Content-Type");
                    case "getContentLengthLong" -> Long.parseLong(headers.getOrDefault("Content-Length", "-1"));
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
