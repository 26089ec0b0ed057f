package io.github.slackwater.ejb.glassfish;

import com.sun.enterprise.deployment.Application;
import com.sun.enterprise.deployment.WebBundleDescriptor;
import io.github.slackwater.core.ApplicationLifecycle;
import java.util.stream.Stream;
import org.glassfish.internal.data.ApplicationInfo;

/** The web applications of a deployment, by the names that the filter gives them. */
final class WebApplications {

    private WebApplications() {}

    static Stream<String> of(ApplicationInfo deployment) {
        Application application = deployment.getMetaData(Application.class);
        return application == null
                ? Stream.empty()
                : application.getBundleDescriptors(WebBundleDescriptor.class).stream()
                        .map(web -> ApplicationLifecycle.nameOf(web.getContextRoot()));
    }
}
