package io.seqstore.core.file;

import io.seqstore.types.NotFoundException;
import io.seqstore.types.UnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder on disk, held under {@link FolderLock} from {@link #open} to {@link #close}. New files belong to the user alone. */
public final class DiskFolder implements StoreFolder {
    private final Path folder;
    private final FolderLock lock;
    private final FileAttribute<?>[] privateFile;

    private DiskFolder(Path folder, FolderLock lock, FileAttribute<?>[] privateFile) {
        this.folder = folder;
        this.lock = lock;
        this.privateFile = privateFile;
    }

    /**
     * Takes a folder, making it if allowed.
     *
     * @throws NotFoundException when it is missing and may not be created
     * @throws io.seqstore.types.UnavailableException when another store has it open, or the disk refuses
     */
    public static DiskFolder open(Path folder, boolean createIfMissing) {
        try {
            boolean posix = isPosix(folder);
            if (!Files.isDirectory(folder)) {
                if (!createIfMissing) {
                    throw notFound(folder);
                }
                create(folder.toAbsolutePath(), permissions(posix, "rwx------"));
            }
            Path real = folder.toRealPath();
            FileAttribute<?>[] privateFile = permissions(posix, "rw-------");
            return new DiskFolder(real, FolderLock.acquire(real, privateFile), privateFile);
        } catch (IOException e) {
            throw FileFailures.failed("open", folder.toString(), e);
        }
    }

    /**
     * Takes a folder that is empty, making it if need be.
     *
     * @throws UnavailableException when it holds anything; it stays as it is then
     */
    public static DiskFolder openEmpty(Path folder) {
        if (Files.exists(folder)) {
            refuseUnlessEmpty(folder);
        }
        return open(folder, true);
    }

    private static void refuseUnlessEmpty(Path folder) {
        List<String> there = Files.isDirectory(folder) ? list(folder) : List.of(String.valueOf(folder.getFileName()));
        if (!there.isEmpty()) {
            throw new UnavailableException(
                    "The folder is not empty.",
                    "'" + folder + "' holds '" + there.get(0) + "'.",
                    "Name an empty folder, or one that does not exist yet.",
                    Map.of("Folder", folder.toString(), "File", there.get(0)));
        }
    }

    static NotFoundException notFound(Path folder) {
        return new NotFoundException(
                "The store was not found.",
                "'" + folder + "' is not a folder.",
                "Name the folder of a store, or allow a new one to be created.",
                Map.of("Folder", folder.toString()));
    }

    /** Whether a folder is there and this process may not write in it. */
    public static boolean isReadOnly(Path folder) {
        return Files.isDirectory(folder) && !Files.isWritable(folder);
    }

    /** Makes a folder and the missing ones above it, each with a durable name. */
    private static void create(Path folder, FileAttribute<?>[] permissions) throws IOException {
        Path parent = folder.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            create(parent, permissions);
        }
        Files.createDirectories(folder, permissions);
        if (parent != null) {
            syncNames(parent);
        }
    }

    private static FileAttribute<?>[] permissions(boolean posix, String mode) {
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    @Override
    public String describe() {
        return folder.toString();
    }

    @Override
    public List<String> list() {
        return list(folder);
    }

    static List<String> list(Path folder) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (!name.equals(FolderLock.NAME)) {
                    names.add(name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw FileFailures.failed("list", folder.toString(), new IOException(e));
        } catch (IOException e) {
            throw FileFailures.failed("list", folder.toString(), e);
        }
        Collections.sort(names);
        return List.copyOf(names);
    }

    @Override
    public WritableFile create(String name) {
        try {
            return new DiskWritableFile(inside(name), privateFile);
        } catch (IOException e) {
            throw FileFailures.failed("create", inside(name).toString(), e);
        }
    }

    @Override
    public Optional<WritableFile> goOn(String name) {
        Path file = inside(name);
        try {
            return hasOneName(file) ? Optional.of(DiskWritableFile.goOn(file)) : Optional.empty();
        } catch (IOException e) {
            // It may be write-protected, in a folder where files can be made.
            return Optional.empty();
        }
    }

    private static boolean hasOneName(Path file) throws IOException {
        return !hasView(file, "unix")
                || Integer.valueOf(1).equals(Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public ReadableFile open(String name) {
        return open(inside(name));
    }

    static MappedFile open(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw FileFailures.outside(name, 0, 1, 0);
        }
        try {
            return new MappedFile(file);
        } catch (IOException e) {
            throw FileFailures.failed("open", file.toString(), e);
        }
    }

    @Override
    public boolean link(String name, StoreFolder into) {
        return into instanceof DiskFolder other && link(inside(name), other);
    }

    /** Gives a file a second name in a folder; false where the file system cannot, or the file has gone. */
    static boolean link(Path file, DiskFolder into) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            Files.createLink(into.inside(String.valueOf(file.getFileName())), file);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Override
    public void rename(String from, String to) {
        try {
            Files.move(inside(from), inside(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw FileFailures.failed("rename", inside(from).toString(), e);
        }
    }

    @Override
    public void delete(String name) {
        try {
            Files.deleteIfExists(inside(name));
        } catch (IOException e) {
            throw FileFailures.failed("delete", inside(name).toString(), e);
        }
    }

    @Override
    public void syncNames() {
        try {
            syncNames(folder);
        } catch (IOException e) {
            throw FileFailures.failed("sync", folder.toString(), e);
        }
    }

    private static void syncNames(Path folder) throws IOException {
        if (!isPosix(folder)) {
            // Folders cannot be opened there, and names are durable without it.
            return;
        }
        Interrupts.shielded(() -> {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
                return folder;
            }
        });
    }

    private static boolean isPosix(Path folder) {
        return hasView(folder, "posix");
    }

    private static boolean hasView(Path path, String view) {
        return path.getFileSystem().supportedFileAttributeViews().contains(view);
    }

    private Path inside(String name) {
        Path file = folder.resolve(name);
        if (!folder.equals(file.getParent())) {
            throw new IllegalArgumentException("'" + name + "' is not a plain file name");
        }
        return file;
    }

    @Override
    public void abandon() {
        try {
            lock.abandon();
        } catch (IOException e) {
            throw FileFailures.failed("unlock", folder.toString(), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw FileFailures.failed("unlock", folder.toString(), e);
        }
    }
}
