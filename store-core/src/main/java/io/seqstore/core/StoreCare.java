package io.seqstore.core;

import io.seqstore.core.file.DiskFolder;
import io.seqstore.core.file.FolderLock;
import io.seqstore.core.file.ReadOnlyFolder;
import io.seqstore.core.recover.MovingTarget;
import io.seqstore.core.repair.RepairReport;
import io.seqstore.core.repair.Salvage;
import io.seqstore.core.verify.Verification;
import io.seqstore.core.verify.VerifyReport;
import io.seqstore.types.UnavailableException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What can be done with the folder of a store without opening the store. */
public final class StoreCare {
    /** A writer that replaces its files while somebody looks makes a look worth nothing; seldom twice. */
    private static final int MOST_LOOKS = 10;

    private StoreCare() {}

    /**
     * Reads every byte of a store that means anything, and compares it with its checksum and with what else is said of it.
     * Changes nothing, takes no lock, and may run beside a process that writes; then it sees one state.
     *
     * @throws io.seqstore.types.NotFoundException when there is no store
     * @throws io.seqstore.types.DamagedStoreException when the manifest is missing or both of its halves are damaged
     * @throws io.seqstore.types.UnavailableException when the disk refuses
     */
    public static VerifyReport verify(Path folder) {
        VerifyReport report = look(folder);
        for (int i = 1;
                i < MOST_LOOKS && !report.isWhole() && FolderLock.owner(folder).isPresent();
                i++) {
            VerifyReport again = look(folder);
            if (again.damages().equals(report.damages())) {
                return again;
            }
            report = again;
        }
        return report;
    }

    private static VerifyReport look(Path folder) {
        return MovingTarget.read(() -> {
            try (ReadOnlyFolder opened = ReadOnlyFolder.open(folder)) {
                return Verification.run(opened);
            }
        });
    }

    /**
     * Writes what is right of a store into a new one, and says what was lost. The store is not changed, and must not be open
     * for writing.
     *
     * @param target an empty folder, or one that does not exist yet
     * @throws io.seqstore.types.NotFoundException when there is no store
     * @throws io.seqstore.types.DamagedStoreException when both halves of the manifest are damaged
     * @throws io.seqstore.types.UnavailableException when somebody has the store open for writing, the target holds anything,
     *     or the disk refuses; the target is no store then
     */
    public static RepairReport repair(Path folder, Path target) {
        try (ReadOnlyFolder source = ReadOnlyFolder.open(folder)) {
            refuseBesideWriter(folder);
            return repair(source, target);
        }
    }

    private static void refuseBesideWriter(Path folder) {
        FolderLock.owner(folder).ifPresent(owner -> {
            throw new UnavailableException(
                    "The store is unavailable for a repair.",
                    "'" + folder + "' is open for writing in " + owner + ".",
                    "Close the store there first.",
                    Map.of("Folder", folder.toString(), "Owner", owner));
        });
    }

    private static RepairReport repair(ReadOnlyFolder source, Path target) {
        try (DiskFolder made = DiskFolder.openEmpty(target)) {
            return Salvage.run(source, made);
        }
    }

    /** Who has the store in a folder open for writing, in words; empty when nobody has. */
    public static Optional<String> writer(Path folder) {
        return FolderLock.owner(folder);
    }
}
