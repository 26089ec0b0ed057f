package io.github.slackwater.ejb.payara;

import com.sun.enterprise.deployment.Application;
import com.sun.enterprise.deployment.WebBundleDescriptor;
import java.util.stream.Stream;
import org.glassfish.internal.data.ApplicationInfo;
import org.jspecify.annotations.Nullable;

/** The web applications of a deployment, by the names that the filter gives them. */
final class WebApplications {

    private WebApplications() {}

    static Stream<String> of(ApplicationInfo deployment) {
        Application application = deployment.getMetaData(Application.class);
        return application == null
                ? Stream.empty()
                : application.getBundleDescriptors(WebBundleDescriptor.class).stream()
                        .map(web -> name(web.getContextRoot()));
    }

    /** A context root may be written with and without the slash before it; the one of the root is empty, or a slash. */
    static String name(@Nullable String contextRoot) {
        String path = contextRoot == null ? "" : contextRoot;
        String name = path.startsWith("/") ? path.substring(1) : path;
        return name.isEmpty() ? "ROOT" : name;
    }
}
