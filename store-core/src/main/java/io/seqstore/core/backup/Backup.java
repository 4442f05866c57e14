package io.seqstore.core.backup;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.file.WritableFile;
import io.seqstore.core.format.FileHeader;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.log.LogWriter;
import io.seqstore.core.log.RollingLog;
import io.seqstore.core.manifest.Manifest;
import io.seqstore.core.manifest.ManifestFile;
import io.seqstore.core.manifest.StoreFiles;
import io.seqstore.core.snapshot.CurrentState;
import io.seqstore.core.snapshot.StoreState;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the files of an open store into another folder, as of one moment: the segments and catalog files that the manifest
 * names, and the log behind them up to its last record. Writers, flushes and compactions go on; only the change of the
 * manifest waits for the moment in which the files are taken hold of. One use, one thread.
 */
public final class Backup {
    private static final int COPY_SIZE = 1 << 20;

    private final StoreFolder source;
    private final StoreFolder target;
    private final List<String> written = new ArrayList<>();
    private long bytes;
    private long linkedBytes;

    private Backup(StoreFolder source, StoreFolder target) {
        this.source = source;
        this.target = target;
    }

    /**
     * What must be copied because the store goes on without it, or changes it.
     *
     * @param name its name
     * @param file the file, open
     * @param length how much of it belongs to the backup
     */
    private record Held(String name, ReadableFile file, long length) implements AutoCloseable {
        @Override
        public void close() {
            file.close();
        }
    }

    /**
     * Makes a backup. When it fails, what was written so far is removed again, and the folder is no store.
     *
     * @param target an empty folder, which becomes a store with the last file that is written
     * @throws io.seqstore.types.UnavailableException when the disk refuses
     */
    public static BackupReport write(StoreFiles files, CurrentState state, RollingLog log, StoreFolder target) {
        Backup backup = new Backup(files.folder(), target);
        try {
            backup.run(files, state, log);
        } catch (RuntimeException e) {
            backup.removeWritten(e);
            throw e;
        }
        return new BackupReport(backup.written.size(), backup.bytes, backup.linkedBytes);
    }

    private void run(StoreFiles files, CurrentState state, RollingLog log) {
        List<Held> held = new ArrayList<>();
        StoreState pinned;
        Manifest manifest;
        // Manifest and state change together, and no file that the present manifest names is removed.
        synchronized (files) {
            manifest = files.manifest();
            pinned = state.pin();
            try {
                hold(manifest, log, held);
            } catch (RuntimeException e) {
                held.forEach(Held::close);
                pinned.users().release();
                throw e;
            }
        }
        try {
            // A pinned segment is not removed.
            for (long number : manifest.segments()) {
                linkOrCopy(FileKind.SEGMENT.fileName(number));
            }
            held.forEach(this::copy);
        } finally {
            held.forEach(Held::close);
            pinned.users().release();
        }
        target.syncNames();
        written.add(FileKind.MANIFEST.fileName(manifest.number()));
        ManifestFile.write(target, manifest);
    }

    private void hold(Manifest manifest, RollingLog log, List<Held> held) {
        for (long number : manifest.catalogs()) {
            String name = FileKind.CATALOG.fileName(number);
            ReadableFile file = source.open(name);
            held.add(new Held(name, file, file.size()));
        }
        // The file that is written comes last; what is behind this position is not part of the backup.
        LogWriter current = log.current();
        long end = current.position();
        for (String name : source.list()) {
            long number = FileKind.LOG.numberIn(name).orElse(-1L);
            boolean isCurrent = number == current.identity().number();
            // Without a log that has records the first open makes files of its own, whatever became of the names of
            // these here.
            boolean isNeeded = !isCurrent || end > FileHeader.SIZE;
            if (number >= manifest.firstLog() && number <= current.identity().number() && isNeeded) {
                ReadableFile file = source.open(name);
                held.add(new Held(name, file, isCurrent ? end : file.size()));
            }
        }
    }

    private void linkOrCopy(String name) {
        try (ReadableFile file = source.open(name)) {
            if (source.link(name, target)) {
                written.add(name);
                bytes += file.size();
                linkedBytes += file.size();
            } else {
                copy(new Held(name, file, file.size()));
            }
        }
    }

    private void copy(Held held) {
        byte[] buffer = new byte[(int) Math.min(COPY_SIZE, held.length())];
        written.add(held.name());
        try (WritableFile copy = target.create(held.name())) {
            for (long at = 0; at < held.length(); at += buffer.length) {
                int length = (int) Math.min(buffer.length, held.length() - at);
                held.file().read(at, buffer, 0, length);
                copy.write(at, buffer, 0, length);
            }
            copy.force();
        }
        bytes += held.length();
    }

    private void removeWritten(RuntimeException cause) {
        try {
            for (String name : written) {
                target.delete(name);
            }
            written.stream().map(name -> name + FileKind.UNFINISHED).forEach(target::delete);
        } catch (RuntimeException alsoFailed) {
            cause.addSuppressed(alsoFailed);
        }
    }
}
