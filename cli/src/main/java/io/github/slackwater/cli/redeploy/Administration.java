package io.github.slackwater.cli.redeploy;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server's own remote administration of one application. Each method throws {@link RedeployFailure}: with {@link
 * RedeployCode#NO_CONNECTION} or {@link RedeployCode#REFUSED}, and as said below.
 */
public interface Administration {

    /** Such as {@code localhost:4848}. */
    String address();

    /** What names the server for the lock; the same as that of the scripts. */
    String key();

    /**
     * Makes sure that the application is deployed.
     *
     * @return the name that Slackwater may have for it: its context path without the first slash, or {@code ROOT}; null where
     *     the server does not tell, as for an EAR
     * @throws RedeployFailure with {@link RedeployCode#NOT_DEPLOYED} if it is not
     */
    @Nullable
    String check();

    /** What differs from one deployment of the application to the next; empty where nothing tells, or nothing is there. */
    String identity();

    /**
     * How the application is deployed, beside its archive, as {@link #check} has found it: what {@link #putBack} needs where
     * nothing is there any more. The names are the server's own; empty where the server needs none.
     */
    Map<String, String> properties();

    /**
     * Saves the archive that is deployed.
     *
     * @param folder where to
     * @return the file
     * @throws RedeployFailure with {@link RedeployCode#NOT_SAVED} if that is not possible
     */
    Path save(Path folder);

    /**
     * Deploys an archive in place of what is there. Blocks until the server is done, whatever signal comes: nobody can take it
     * back.
     *
     * @throws RedeployFailure with {@link RedeployCode#NEW_VERSION_REFUSED} if the server refuses it
     */
    void deploy(Path archive);

    /**
     * The same, also where nothing is there any more.
     *
     * @param properties what {@link #properties} told while it was there
     */
    void putBack(Path archive, Map<String, String> properties);

    /** Where {@link #save} takes the archive from, for a dry run. */
    String describeSave();

    /** What {@link #deploy} sends, for a dry run. */
    String describeDeploy(Path archive);
}
