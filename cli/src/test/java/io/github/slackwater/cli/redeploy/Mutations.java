package io.github.slackwater.cli.redeploy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** A good file with something wrong in it: parts cut out, doubled, or replaced by bytes and pieces that nobody expects there. */
public final class Mutations {

    /** Of the system property {@code fuzz.seed}. */
    public static final long SEED = Long.getLong("fuzz.seed", 20_261_126);

    /** So many a test, of the system property {@code fuzz.inputs}. */
    public static final int INPUTS = Integer.getInteger("fuzz.inputs", 5_000);

    private static final int MOST_CHANGES = 4;
    private static final int LONGEST_PART = 40;

    private final byte[] good;
    private final String[] pieces;
    private final Random random;

    public Mutations(String good, String[] pieces, long seed) {
        this.good = good.getBytes(StandardCharsets.UTF_8);
        this.pieces = pieces;
        this.random = new Random(seed);
    }

    public byte[] next() {
        byte[] file = good;
        for (int change = random.nextInt(MOST_CHANGES); change >= 0; change--) {
            int from = random.nextInt(file.length + 1);
            int to = random.nextBoolean() ? from : Math.min(file.length, from + random.nextInt(LONGEST_PART));
            file = replaced(file, from, to, instead(file));
        }
        return file;
    }

    private byte[] instead(byte[] file) {
        return switch (random.nextInt(8)) {
            case 0 -> new byte[0];
            case 1 -> new byte[] {(byte) random.nextInt(256)};
            case 2 -> {
                int from = random.nextInt(file.length + 1);
                yield slice(file, from, Math.min(file.length, from + random.nextInt(LONGEST_PART)));
            }
            case 3 -> piece().repeat(1 + random.nextInt(100)).getBytes(StandardCharsets.UTF_8);
            default -> piece().getBytes(StandardCharsets.UTF_8);
        };
    }

    private String piece() {
        return pieces[random.nextInt(pieces.length)];
    }

    private static byte[] replaced(byte[] file, int from, int to, byte[] instead) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + instead.length);
        out.write(file, 0, from);
        out.writeBytes(instead);
        out.write(file, to, file.length - to);
        return out.toByteArray();
    }

    private static byte[] slice(byte[] file, int from, int to) {
        return Arrays.copyOfRange(file, from, to);
    }
}
