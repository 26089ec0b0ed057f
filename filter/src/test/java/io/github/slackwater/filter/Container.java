package io.github.slackwater.filter;

import jakarta.servlet.ServletContainerInitializer;
import java.util.List;
import java.util.Map;

/** A real servlet container within the test, serving one application at {@code /shop}. */
interface Container {

    String CONTEXT_PATH = "/shop";

    /** The page that is shown for an error; it is reached by an ERROR dispatch. */
    String ERROR_PAGE = "/error-page";

    /** Starts the application; the initializers run in the order given. */
    void start(Map<String, String> contextParameters, List<ServletContainerInitializer> initializers) throws Exception;

    int port();

    /** Another of its kind, not started. */
    Container fresh();

    /** Stops the application, as an undeployment does; the container itself goes on. */
    void undeploy() throws Exception;

    void stop() throws Exception;
}
