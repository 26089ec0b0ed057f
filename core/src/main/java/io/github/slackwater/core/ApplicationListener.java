package io.github.slackwater.core;

/** Is told which applications there are, and of their changes of state. Must not block for long: deployments wait for it. */
public interface ApplicationListener {

    /**
     * An application has come, or was there already.
     *
     * @param operations its MBean
     */
    void joined(String application, LifecycleMXBean operations);

    /** An application has gone, and nothing of it is in flight. Harmless where it is not known. */
    void gone(String application);

    /** An application's state has changed. Harmless where it is not known. */
    void changed(String application, State state);
}
