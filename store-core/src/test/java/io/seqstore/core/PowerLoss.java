package io.seqstore.core;

import io.seqstore.core.ForgetfulDisk.Change;
import io.seqstore.core.ForgetfulDisk.Device;
import io.seqstore.core.ForgetfulDisk.NameChange;
import io.seqstore.core.ForgetfulDisk.Write;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What a power failure leaves of the changes that were not synced: of bytes in files, and of names in the folder. */
enum PowerLoss {
    /** The device is where the last syncs left it. */
    NOTHING_KEPT(Fate.GONE, Fate.GONE),
    /** The system had written everything back in time. */
    EVERYTHING_KEPT(Fate.KEPT, Fate.KEPT),
    NAMES_WITHOUT_BYTES(Fate.KEPT, Fate.GONE),
    BYTES_WITHOUT_NAMES(Fate.GONE, Fate.KEPT),
    /** What came first is there, up to a write that is cut at a sector. */
    IN_ORDER_TORN_AT_SECTOR(Fate.KEPT, Fate.KEPT),
    /** The same, cut at a byte. */
    IN_ORDER_TORN_AT_BYTE(Fate.KEPT, Fate.KEPT),
    /** Everything but for a part of the last write: what a process leaves that is killed in the middle of it. */
    LAST_WRITE_TORN(Fate.KEPT, Fate.KEPT),
    /** Some of the writes, each whole or not at all, in any order. */
    SOME_WRITES(Fate.CHANCE, Fate.CHANCE),
    /** Some of the sectors, in any order. */
    SOME_SECTORS(Fate.CHANCE, Fate.CHANCE),
    /** Files have their lengths; what was not synced in them is noise. */
    NOISE(Fate.KEPT, Fate.NOISE),
    /** Files have their lengths; what was not synced in them is zeros. */
    ZEROS(Fate.KEPT, Fate.ZEROS),
    /** Each sector gone, kept, noise or zeros. */
    MIXTURE(Fate.CHANCE, Fate.CHANCE);

    /** What a device writes as one. */
    private static final int SECTOR = 512;

    /** Writes that are longer, which are the zeros ahead of log records, are spoilt in larger pieces, or at their beginning. */
    private static final int LONG_WRITE = 64 << 10;

    private static final List<Fate> ANY = List.of(Fate.GONE, Fate.KEPT, Fate.NOISE, Fate.ZEROS);

    private final Fate names;
    private final Fate bytes;

    /** What becomes of a change. */
    private enum Fate {
        GONE,
        KEPT,
        NOISE,
        ZEROS,
        CHANCE
    }

    PowerLoss(Fate names, Fate bytes) {
        this.names = names;
        this.bytes = bytes;
    }

    /** Whether chance plays no part, so that trying once is enough. */
    boolean isCertain() {
        return names != Fate.CHANCE
                && bytes != Fate.CHANCE
                && this != IN_ORDER_TORN_AT_SECTOR
                && this != IN_ORDER_TORN_AT_BYTE
                && this != LAST_WRITE_TORN;
    }

    /** Does to a device what it happens to get of changes that came in this order. */
    void apply(List<Change> changes, Device device, SplittableRandom random) {
        int cut = cut(changes.size(), random);
        for (int i = 0; i < Math.min(cut + 1, changes.size()); i++) {
            if (changes.get(i) instanceof NameChange name) {
                if (names == Fate.KEPT || names == Fate.CHANCE && random.nextBoolean()) {
                    device.rename(name);
                }
            } else if (changes.get(i) instanceof Write write) {
                if (i == cut) {
                    tear(write, device, random);
                } else {
                    apply(write, device, random);
                }
            }
        }
    }

    /** Which change is the last to reach the device, and not wholly; behind all of them when none is. */
    private int cut(int changes, SplittableRandom random) {
        return switch (this) {
            case IN_ORDER_TORN_AT_SECTOR, IN_ORDER_TORN_AT_BYTE -> changes == 0 ? 0 : random.nextInt(changes);
            case LAST_WRITE_TORN -> changes - 1;
            default -> changes;
        };
    }

    private void tear(Write write, Device device, SplittableRandom random) {
        int length = random.nextInt(write.bytes().length + 1);
        if (this == IN_ORDER_TORN_AT_SECTOR) {
            length = (int) Math.max(0, (write.position() + length) / SECTOR * SECTOR - write.position());
        }
        device.write(write, 0, Arrays.copyOf(write.bytes(), length));
    }

    private void apply(Write write, Device device, SplittableRandom random) {
        int length = write.bytes().length;
        if (bytes != Fate.CHANCE) {
            apply(bytes, write, 0, length, device, random);
        } else if (this == SOME_WRITES) {
            apply(random.nextBoolean() ? Fate.KEPT : Fate.GONE, write, 0, length, device, random);
        } else {
            int fates = this == SOME_SECTORS ? 2 : ANY.size();
            int piece = length > LONG_WRITE ? LONG_WRITE : SECTOR;
            for (int from = 0; from < length; ) {
                int to = (int) ((write.position() + from) / piece * piece + piece - write.position());
                apply(ANY.get(random.nextInt(fates)), write, from, Math.min(length, to), device, random);
                from = to;
            }
        }
    }

    private static void apply(Fate fate, Write write, int from, int to, Device device, SplittableRandom random) {
        switch (fate) {
            case KEPT -> device.write(write, from, Arrays.copyOfRange(write.bytes(), from, to));
            case NOISE -> {
                byte[] noise = new byte[to - from];
                byte[] beginning = new byte[Math.min(noise.length, LONG_WRITE)];
                random.nextBytes(beginning);
                System.arraycopy(beginning, 0, noise, 0, beginning.length);
                device.write(write, from, noise);
            }
            case ZEROS -> device.write(write, from, new byte[to - from]);
            case GONE, CHANCE -> {
                // Not on the device.
            }
        }
    }
}
