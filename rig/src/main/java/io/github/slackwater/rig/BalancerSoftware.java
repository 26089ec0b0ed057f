package io.github.slackwater.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A load balancer as Debian packs it. Its configuration stands in a frame that lets it run beside others, as any user. */
public enum BalancerSoftware {
    HAPROXY("haproxy", "haproxy") {
        @Override
        List<String> command(Path directory, Path site) {
            return List.of(executable().toString(), "-db", "-f", site.toString());
        }

        @Override
        Path log(Path directory) {
            return directory.resolve("console.log");
        }
    },

    NGINX("nginx", "nginx-light") {
        @Override
        List<String> command(Path directory, Path site) throws IOException {
            Path main = Files.writeString(directory.resolve("main.conf"), """
                    daemon off;
                    pid nginx.pid;
                    user root root;  # Ignored where nginx is not started by root.
                    events {
                        worker_connections 1024;
                    }
                    http {
                        access_log access.log;
                        client_body_temp_path body;
                        proxy_temp_path proxy;
                        fastcgi_temp_path fastcgi;
                        uwsgi_temp_path uwsgi;
                        scgi_temp_path scgi;
                        include "%s";
                    }
                    """.formatted(site));
            return List.of(
                    executable().toString(),
                    "-p",
                    directory.toString(),
                    "-c",
                    main.toString(),
                    "-e",
                    log(directory).toString());
        }
    },

    APACHE("apache2", "apache2") {
        @Override
        List<String> command(Path directory, Path site) throws IOException {
            Path main = Files.writeString(directory.resolve("main.conf"), """
                    ServerRoot "%s"
                    DefaultRuntimeDir "%1$s"
                    PidFile apache2.pid
                    Mutex posixsem
                    ServerName 127.0.0.1
                    ErrorLog error.log
                    LogLevel info
                    LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
                    LoadModule authn_core_module /usr/lib/apache2/modules/mod_authn_core.so
                    LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
                    LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so
                    LoadModule proxy_http_module /usr/lib/apache2/modules/mod_proxy_http.so
                    LoadModule slotmem_shm_module /usr/lib/apache2/modules/mod_slotmem_shm.so
                    LoadModule proxy_balancer_module /usr/lib/apache2/modules/mod_proxy_balancer.so
                    LoadModule lbmethod_byrequests_module /usr/lib/apache2/modules/mod_lbmethod_byrequests.so
                    LoadModule proxy_hcheck_module /usr/lib/apache2/modules/mod_proxy_hcheck.so
                    # Ignored where Apache is not started by root.
                    User www-data
                    Group www-data
                    Include "%s"
                    """.formatted(directory, site));
            return List.of(executable().toString(), "-DFOREGROUND", "-d", directory.toString(), "-f", main.toString());
        }
    };

    /** Daemons are in {@code sbin}, which is not in the path of an ordinary user. */
    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/sbin"), Path.of("/usr/local/sbin"), Path.of("/usr/bin"), Path.of("/usr/local/bin"));

    private final String program;
    private final String debianPackage;

    BalancerSoftware(String program, String debianPackage) {
        this.program = program;
        this.debianPackage = debianPackage;
    }

    /**
     * What runs it in the foreground.
     *
     * @param directory its own, for all its files
     * @param site the balancer's configuration
     */
    abstract List<String> command(Path directory, Path site) throws IOException;

    /** Where it says why it does not start. */
    Path log(Path directory) {
        return directory.resolve("error.log");
    }

    String program() {
        return program;
    }

    /** @throws ServerException naming Debian's package, where the program is not installed */
    final Path executable() {
        return FOLDERS.stream()
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new ServerException(program + ": in none of " + FOLDERS
                        + " (expected after \"apt-get install " + debianPackage + "\")"));
    }
}
