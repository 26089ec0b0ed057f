package io.github.slackwater.cli.rolling;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What names the content of a file. */
final class Sha256 {

    private static final int BUFFER = 65_536;

    private Sha256() {}

    /**
     * In hexadecimal.
     *
     * @throws RollFailure with {@link RollCode#USAGE} if the file cannot be read
     */
    static String of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new RollFailure(RollCode.USAGE, file + ": cannot be read (expected a file)", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
