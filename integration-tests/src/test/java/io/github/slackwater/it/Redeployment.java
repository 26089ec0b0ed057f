package io.github.slackwater.it;

import static org.awaitility.Awaitility.await;

import io.github.slackwater.rig.DomainServer;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.WildFlyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * One way in which an administrator replaces the shop.
 *
 * @param name what it is called
 * @param before brings the shop into the state in which it can be replaced like that; all of it may be replaced then
 * @param replace the server's own commands
 * @param after leaves the shop deployed as it was found
 * @param kinds of requests that the server itself does not break
 */
record Redeployment(String name, Step before, Step replace, Step after, Set<RequestKind> kinds) {

    /** Something that the administrator does. */
    interface Step {
        void run() throws Exception;
    }

    private static final String SHOP = ServerUnderTest.SHOP;

    private static final Step NOTHING = () -> {};

    private Redeployment(String name, Step replace) {
        this(name, NOTHING, replace, NOTHING);
    }

    private Redeployment(String name, Step before, Step replace, Step after) {
        this(name, before, replace, after, EnumSet.allOf(RequestKind.class));
    }

    /** All ways that this server has. */
    static Stream<Redeployment> on(LaunchedServer launched) {
        Admin admin = launched.server().admin();
        if (launched.process() instanceof WildFlyServer wildFly) {
            return onWildFly(admin, wildFly);
        }
        return launched.process() instanceof DomainServer payara
                ? Stream.concat(onPayara(admin), onPayaraServer(admin, payara))
                : onPayara(admin);
    }

    private static Stream<Redeployment> onPayara(Admin admin) {
        String shop = Artifacts.shop().toString();
        return Stream.of(
                new Redeployment("redeploy", () -> admin.redeploy(SHOP, Artifacts.shop())),
                new Redeployment(
                        "deploy --force",
                        () -> admin.command(
                                "deploy", "--force=true", "--name=" + SHOP, "--contextroot=/" + SHOP, shop)),
                new Redeployment("undeploy, deploy", () -> {
                    admin.undeploy(SHOP);
                    admin.deploy(SHOP, Artifacts.shop());
                }),
                new Redeployment("disable, enable", () -> {
                    admin.command("disable", SHOP);
                    admin.command("enable", SHOP);
                }),
                new Redeployment(
                        "undeploy, deploy under another name",
                        NOTHING,
                        () -> {
                            admin.undeploy(SHOP);
                            admin.command("deploy", "--name=shop-2", "--contextroot=/" + SHOP, shop);
                        },
                        () -> {
                            admin.undeploy("shop-2");
                            admin.deploy(SHOP, Artifacts.shop());
                        }));
    }

    private static Stream<Redeployment> onPayaraServer(Admin admin, DomainServer payara) {
        String shop = Artifacts.shop().toString();
        String enabled = "servers.server.server.application-ref." + SHOP + ".enabled=";
        Path scanned = payara.domain().resolve("autodeploy/" + SHOP + ".war");
        return Stream.of(
                new Redeployment(
                        "set enabled=false, set enabled=true",
                        NOTHING,
                        () -> {
                            admin.command("set", enabled + "false");
                            admin.command("set", enabled + "true");
                        },
                        NOTHING,
                        // By then Payara runs no task of the application's managed executors any more.
                        EnumSet.complementOf(EnumSet.of(RequestKind.ASYNC))),
                new Redeployment(
                        "the next version enabled",
                        () -> {
                            admin.undeploy(SHOP);
                            admin.command("deploy", "--name=shop:1", "--contextroot=/" + SHOP, shop);
                        },
                        () -> admin.command("deploy", "--name=shop:2", "--contextroot=/" + SHOP, shop),
                        () -> {
                            // Of a version that is not enabled nothing stops.
                            admin.undeploy("shop:1");
                            admin.undeploy("shop:2");
                            admin.deploy(SHOP, Artifacts.shop());
                        }),
                new Redeployment(
                        "a file replaced in autodeploy",
                        () -> {
                            admin.undeploy(SHOP);
                            put(scanned);
                            awaitFile(scanned.resolveSibling(SHOP + ".war_deployed"));
                        },
                        () -> put(scanned),
                        () -> {
                            Files.delete(scanned);
                            awaitFile(scanned.resolveSibling(SHOP + ".war_undeployed"));
                            admin.deploy(SHOP, Artifacts.shop());
                        }));
    }

    private static Stream<Redeployment> onWildFly(Admin admin, WildFlyServer wildFly) {
        Path other = otherName();
        Path folder = Objects.requireNonNull(wildFly.logFile().getParent()).resolveSibling("deployments");
        Path scanned = folder.resolve(SHOP + ".war");
        return Stream.of(
                new Redeployment("deploy --force", () -> admin.redeploy(SHOP, Artifacts.shop())),
                new Redeployment(":redeploy", () -> admin.command("/deployment=shop.war:redeploy")),
                new Redeployment("undeploy, deploy", () -> {
                    admin.undeploy(SHOP);
                    admin.deploy(SHOP, Artifacts.shop());
                }),
                new Redeployment("deployment disable, enable", () -> {
                    admin.command("deployment disable shop.war");
                    admin.command("deployment enable shop.war");
                }),
                new Redeployment(
                        "undeploy, deploy under another name",
                        NOTHING,
                        () -> {
                            admin.undeploy(SHOP);
                            admin.command("deploy", other.toString());
                        },
                        () -> {
                            admin.command("undeploy shop-2.war");
                            admin.deploy(SHOP, Artifacts.shop());
                        }),
                new Redeployment(
                        ":replace-deployment",
                        // WildFly starts the new one before the old one has gone, unless both are the same at run time.
                        () -> admin.command(
                                "deploy",
                                other.toString(),
                                "--name=shop-2.war",
                                "--runtime-name=shop.war",
                                "--disabled"),
                        () -> admin.command(":replace-deployment(name=shop-2.war,to-replace=shop.war)"),
                        () -> {
                            admin.command(":replace-deployment(name=shop.war,to-replace=shop-2.war)");
                            admin.command("undeploy shop-2.war");
                        }),
                new Redeployment(
                        "a file replaced before the deployment scanner",
                        () -> {
                            admin.undeploy(SHOP);
                            put(scanned);
                            awaitFile(folder.resolve(SHOP + ".war.deployed"));
                        },
                        () -> {
                            put(scanned);
                            Files.writeString(folder.resolve(SHOP + ".war.dodeploy"), "");
                        },
                        () -> {
                            Files.delete(scanned);
                            awaitFile(folder.resolve(SHOP + ".war.undeployed"));
                            admin.deploy(SHOP, Artifacts.shop());
                        }));
    }

    /** The shop, of another name and with the same context path. */
    private static Path otherName() {
        WebArchive shop = ShrinkWrap.createFromZipFile(
                        WebArchive.class, Artifacts.shop().toFile())
                .addAsWebInfResource(
                        new StringAsset("<jboss-web><context-root>/" + SHOP + "</context-root></jboss-web>"),
                        "jboss-web.xml");
        WebArchive renamed = ShrinkWrap.create(WebArchive.class, "shop-2.war").merge(shop);
        return Artifacts.export(renamed, Path.of("target").toAbsolutePath());
    }

    /** In one step, so that no scanner finds half of it; and newer than what was there. */
    private static void put(Path file) throws IOException {
        Path whole = Path.of("target").toAbsolutePath().resolve("shop-" + System.nanoTime());
        Files.copy(Artifacts.shop(), whole);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void awaitFile(Path marker) {
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(marker));
    }

    @Override
    public String toString() {
        return name;
    }
}
